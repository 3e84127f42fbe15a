// Bytes of which every encoding but the wide ones makes the same text.

/** Whether no byte has its highest bit set. */
export function isAscii(bytes: Uint8Array): boolean {
  // Most files are ASCII for long stretches: four bytes at a look.
  const from = (4 - (bytes.byteOffset & 3)) & 3;
  for (let at = 0; at < Math.min(from, bytes.length); at++) if ((bytes[at] ?? 0) > 0x7f) return false;
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset + from, Math.max(0, bytes.length - from) >> 2);
  for (let at = 0; at < words.length; at++) if (((words[at] ?? 0) & 0x80808080) !== 0) return false;
  for (let at = from + words.length * 4; at < bytes.length; at++) if ((bytes[at] ?? 0) > 0x7f) return false;
  return true;
}
