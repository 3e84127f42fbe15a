// Rows as JSON text: the store keeps them so, a worker hands them on unread, and the page parses a thousand of them at once. That takes a
// fraction of the time in which the browser copies as many objects from the store to a worker and from there to the page.

const numberKey = '$number';

/** A row as text. JSON has no NaN or infinity, but a metric may be one: they travel as `{ "$number": "NaN" }`. */
export function rowText(row: object): string {
  return JSON.stringify(row, (_key, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? { [numberKey]: String(value) } : value,
  );
}

/** Texts of rows as one text, of their list. */
export function listText(texts: readonly string[]): string {
  return `[${texts.join(',')}]`;
}

/** The rows of a list's text. */
export function parseRows<Row>(text: string): Row[] {
  const reviver = text.includes(`{"${numberKey}":`) ? decodeNumber : undefined;
  return JSON.parse(text, reviver) as Row[];
}

function decodeNumber(_key: string, value: unknown): unknown {
  const written =
    typeof value === 'object' && value !== null ? (Reflect.get(value, numberKey) as unknown) : undefined;
  return typeof written === 'string' ? Number(written) : value;
}
