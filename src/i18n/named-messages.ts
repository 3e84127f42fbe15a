// Messages that are found by a name out of a registry, such as `metric_<name>`. The caller globs the compiled messages of one prefix
// (./paraglide/messages/<prefix>*.js), so that a bundle takes these and no others. That none is missing is held by unit tests.

type Messages = Record<string, () => string>;

/** The text of a name; the bare name where no message has it, as that of a newer app's record. */
export function namedMessages(modules: Record<string, Messages>, prefix: string): (name: string) => string {
  const texts = new Map(Object.values(modules).flatMap((module) => Object.entries(module)));
  return (name) => texts.get(`${prefix}${name}`)?.() ?? name;
}
