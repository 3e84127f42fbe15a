// What a family of models and its settings are called: the messages named after them.
import { keyedMessages, type KeyedMessage } from './keyed-messages';

const message = keyedMessages(
  import.meta.glob<Record<string, KeyedMessage>>('./paraglide/messages/model_family_*.js', {
    eager: true,
  }),
);

/** A kind of model in words; its name where it has none. */
export function familyName(architecture: string): string {
  return message(`model_family_${architecture}`)?.() ?? architecture;
}

/** Architectures whose settings are named after their family, where that has another name. */
const families: Record<string, string | undefined> = { 'random-forest': 'forests', 'extra-trees': 'forests' };
const settingOf = (architecture: string, key: string) =>
  `model_family_${families[architecture] ?? architecture}_${key}`;

/** A setting of an architecture in words, and more about it where there is more to say. */
export function settingWords(architecture: string, key: string): { label: string; hint?: string } {
  const hint = message(`${settingOf(architecture, key)}_hint`)?.();
  return {
    label: message(settingOf(architecture, key))?.() ?? key,
    ...(hint === undefined ? {} : { hint }),
  };
}

/** A value that can be chosen for a setting, in words. */
export function settingOptionName(architecture: string, key: string, option: string): string {
  return message(`${settingOf(architecture, key)}_${option}`)?.() ?? option;
}
