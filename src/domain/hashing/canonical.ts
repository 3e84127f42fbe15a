// One text for one value: canonical JSON (RFC 8785), which is what gets hashed. Not for reading JSON.
import { HearthError } from '../../contract/transport/fault';

/** JSON with sorted keys, no white space, and numbers as ECMAScript writes them; members that are undefined are left out. */
export function canonicalJson(value: unknown): string {
  const text = write(value, '$');
  if (text === undefined) throw notJson('$', 'undefined');
  return text;
}

function write(value: unknown, path: string): string | undefined {
  switch (typeof value) {
    case 'undefined':
      return undefined;
    case 'boolean':
    case 'string':
      return JSON.stringify(value);
    case 'number':
      if (!Number.isFinite(value)) throw notJson(path, String(value));
      return JSON.stringify(value);
    case 'object':
      if (value === null) return 'null';
      if (Array.isArray(value)) return writeArray(value, path);
      if (isPlain(value)) return writeObject(value, path);
      throw notJson(path, value.constructor?.name ?? 'object');
    default:
      throw notJson(path, typeof value);
  }
}

function writeArray(values: readonly unknown[], path: string): string {
  const parts: string[] = [];
  // By index, since a sparse array's holes must become null as well.
  for (let i = 0; i < values.length; i++) parts.push(write(values[i], `${path}[${i}]`) ?? 'null');
  return `[${parts.join(',')}]`;
}

function writeObject(value: Record<string, unknown>, path: string): string {
  const parts: string[] = [];
  // The default order compares UTF-16 code units, as RFC 8785 section 3.2.3 asks.
  for (const key of Object.keys(value).sort()) {
    const text = write(value[key], `${path}.${key}`);
    if (text !== undefined) parts.push(`${JSON.stringify(key)}:${text}`);
  }
  return `{${parts.join(',')}}`;
}

function isPlain(value: object): value is Record<string, unknown> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function notJson(path: string, found: string): HearthError {
  return new HearthError('input_invalid', { field: path }, { found }, `not JSON: ${found} at ${path}`);
}
