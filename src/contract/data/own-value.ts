// Records keyed by names from files: a column may be called `constructor` or `__proto__`, and is a column like any other.

/** The value that stands in a record under a name; never one that every object inherits. */
export function ownValue<T>(
  record: Readonly<Record<string, T>> | null | undefined,
  name: string,
): T | undefined {
  return record && Object.hasOwn(record, name) ? record[name] : undefined;
}

/** The record with a value under a name. */
export function withOwnValue<T>(
  record: Readonly<Record<string, T>>,
  name: string,
  value: NoInfer<T>,
): Record<string, T> {
  return Object.fromEntries([...Object.entries(record).filter(([each]) => each !== name), [name, value]]);
}
