// The little YAML of `meta.yaml`: one mapping of scalars. Strings are double-quoted with everything beyond printable ASCII escaped (YAML
// 1.1, 5.7), which every parser reads to the same text.

/** A value of the mapping; an empty list stands for itself. */
export type YamlScalar = string | number | null | readonly [];

/** `key: value` lines. Keys are plain words. */
export function yamlMapping(fields: Record<string, YamlScalar>): string {
  return Object.entries(fields)
    .map(([key, value]) => `${key}: ${scalar(value)}\n`)
    .join('');
}

function scalar(value: YamlScalar): string {
  if (typeof value === 'string') return quoted(value);
  return value === null ? 'null' : typeof value === 'number' ? String(value) : '[]';
}

/** The text as a double-quoted scalar; halves of surrogate pairs, which are no text, become U+FFFD. */
export function quoted(text: string): string {
  const escaped = Array.from(text, (mark) => {
    const code = mark.codePointAt(0) ?? 0;
    if (mark === '"' || mark === '\\') return `\\${mark}`;
    if (code >= 0x20 && code <= 0x7e) return mark;
    if (code >= 0xd800 && code <= 0xdfff) return '\\ufffd';
    const hex = (digits: number) => code.toString(16).padStart(digits, '0');
    return code <= 0xff ? `\\x${hex(2)}` : code <= 0xffff ? `\\u${hex(4)}` : `\\U${hex(8)}`;
  });
  return `"${escaped.join('')}"`;
}
