// Files that are surely something else than a text: told by their first bytes, or by their names. For the words of a refusal.

/** Of Microsoft's compound files: an old workbook, or an encrypted one. */
export const compoundFile: readonly number[] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

const signatures: readonly (readonly [string, readonly number[]])[] = [
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['parquet', [0x50, 0x41, 0x52, 0x31]],
  ['arrow', [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31]],
  ['png', [0x89, 0x50, 0x4e, 0x47]],
  ['jpeg', [0xff, 0xd8, 0xff]],
  ['gif', [0x47, 0x49, 0x46, 0x38]],
  ['pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['gzip', [0x1f, 0x8b]],
  ['xls', compoundFile],
  ['sqlite', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66]],
  ['hdf5', [0x89, 0x48, 0x44, 0x46]],
];

/** Control characters that part cells in some tables, begin escapes of Japanese text, or end a file of DOS. */
const markControls = new Set([0x01, 0x1a, 0x1b, 0x1e, 0x1f]);

const otherText = /\.(json|jsonl|ndjson|geojson|xml|html?|ya?ml)$/i;

/** Whether bytes begin with a signature. */
export function startsWith(bytes: Uint8Array, prefix: readonly number[]): boolean {
  return prefix.every((byte, index) => bytes[index] === byte);
}

/** What a file is by its first bytes, where it is no text; null where it may be one. */
export function binaryKind(head: Uint8Array): string | null {
  for (const [kind, prefix] of signatures) if (startsWith(head, prefix)) return kind;
  let controls = 0;
  for (const byte of head) {
    if (byte === 0) return 'binary';
    if (byte < 9 || (byte > 13 && byte < 32)) if (!markControls.has(byte)) controls++;
  }
  return controls > head.length / 50 ? 'binary' : null;
}

/** The kind of structured text that a file's name says it is, or null. */
export function otherKind(name: string): string | null {
  return otherText.exec(name.trim())?.[1] ?? null;
}

/** Texts of other kinds, told by how they begin. */
const beginnings: readonly (readonly [string, RegExp])[] = [
  ['html', /^\s*(?:<!--[\s\S]*?-->\s*)?<(?:!doctype\s+html|html|head|body|table|meta|div)\b/i],
  ['xml', /^\s*<(?:\?xml\b|svg\b|!doctype\b|[a-z][\w.-]*:[\w.-]+[\s>])/i],
  ['rtf', /^\{\\rtf/],
  ['json', /^\s*(?:\[\s*[[{]|\{\s*(?:"[^"\n]*"\s*:|\}))/],
  ['git-lfs', /^version https:\/\/git-lfs\.github\.com\//],
  ['arff', /^(?:\s|%[^\r\n]*[\r\n])*@relation\b/i],
  ['libsvm', /^(?:[+-]?\d[\d.]*(?:[ \t]+\d+:[-+\d.eE]+)+[ \t]*(?:#[^\n]*)?\r?\n){2}/],
  [
    'email',
    /^(?:(?:return-path|received|delivered-to|from|to|subject|date|mime-version|message-id|content-type):[^\n]*\n(?:[ \t][^\n]*\n)*){3}/i,
  ],
];

/** The kind of text that is surely no table of lines and cells, by how it begins; null where it may be one. */
export function structuredKind(head: Uint8Array): string | null {
  const from = startsWith(head, [0xef, 0xbb, 0xbf]) ? 3 : 0;
  const text = new TextDecoder('latin1').decode(head.subarray(from, 4096));
  return beginnings.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}
