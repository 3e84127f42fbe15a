// JSON has no NaN or Infinity, but a curve may: they travel as `{ "$number": "NaN" }`. And JSON from outside, parsed with care.

const numberKey = '$number';
/** The numbers that JSON does not have, by how they are written. No other number may be in that form. */
const withoutJson = new Map<unknown, number>(
  [NaN, Infinity, -Infinity].map((value) => [String(value), value]),
);

/** Applies a change to every leaf and every object of a JSON-like value, innermost first. */
function rebuild(value: unknown, change: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => rebuild(each, change));
  if (typeof value !== 'object' || value === null) return change(value);
  return change(Object.fromEntries(Object.entries(value).map(([key, each]) => [key, rebuild(each, change)])));
}

function encodedNumber(value: unknown): number | null {
  if (typeof value !== 'object' || value === null) return null;
  const keys = Object.keys(value);
  if (keys.length !== 1 || keys[0] !== numberKey) return null;
  return withoutJson.get(Reflect.get(value, numberKey)) ?? null;
}

/** The value with every number that JSON does not have in the form that it has. */
export function encodeNumbers(value: unknown): unknown {
  return rebuild(value, (each) =>
    typeof each === 'number' && !Number.isFinite(each) ? { [numberKey]: String(each) } : each,
  );
}

/** The value with these numbers in their own form again; which field may be one, its schema says. */
export function decodeNumbers(value: unknown): unknown {
  return rebuild(value, (each) => encodedNumber(each) ?? each);
}

/** Parses JSON from outside; null where it is none, or where it brings a prototype. */
export function parseUntrusted(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    // As written or escaped: a look through the values, which costs more than the parsing, only where one may be named.
    return /__proto__|\\u/.test(text) && namesPrototype(parsed) ? null : parsed;
  } catch {
    return null;
  }
}

/** Whether a `__proto__` holds anything but a word. A column may be called so; then a word stands there, as for every column, and harms nothing. */
function namesPrototype(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(namesPrototype);
  return Object.entries(value).some(
    ([key, each]) => (key === '__proto__' && typeof each !== 'string') || namesPrototype(each),
  );
}
