// Words for what comes in kinds in a net: layers, optimisers, schedules, their settings and why a layer does not fit. They are found
// by name (messages/*/net.json), so that a new kind brings its messages and nothing else is edited.

type Message = (inputs?: Readonly<Record<string, string | number>>) => string;

const modules = import.meta.glob<Record<string, Message>>(
  './paraglide/messages/{layer,optimizer,schedule}_*.js',
  { eager: true },
);
const messages = new Map<string, Message>(Object.values(modules).flatMap((module) => Object.entries(module)));

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** What a message is about. */
export type NetSubject = 'layer' | 'optimizer' | 'schedule';

/** What a message says of it: its name where left out. */
export type NetAspect = 'help' | 'group' | 'field' | 'hint' | 'choice' | 'misfit' | 'needs';

/** The message `<subject>_<aspect>_<name>`; null where there is none. */
export function netWord(
  subject: NetSubject,
  name: string,
  aspect: NetAspect | null = null,
  inputs: Readonly<Record<string, string | number>> = {},
): string | null {
  const key = [subject, ...(aspect === null ? [] : [aspect]), snake(name)].join('_');
  return messages.get(key)?.(inputs) ?? null;
}

/** The label of a setting: a sign that the field uses everywhere, or a message. */
export function settingLabel(
  subject: NetSubject,
  name: string,
  { label = name, symbol }: { label?: string; symbol?: string },
): string {
  return symbol ?? netWord(subject, label, 'field') ?? name;
}
