// Messages that are found by a key which a registry names, such as an indicator's or a scenario's id. The caller gives the modules
// of one group by `import.meta.glob('…/paraglide/messages/<group>_*.js', { eager: true })`, so that the bundler takes no others along.

/** A message of a group. */
export type KeyedMessage = (inputs?: Record<string, string | number>) => string;

/** The messages of the given modules by their key; keys write `_` where an id has `-`. */
export function keyedMessages(
  modules: Record<string, Record<string, KeyedMessage>>,
): (key: string) => KeyedMessage | undefined {
  const byKey = new Map(Object.values(modules).flatMap((module) => Object.entries(module)));
  return (key) => byKey.get(key.replaceAll('-', '_'));
}
