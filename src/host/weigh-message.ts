// Looks at a message before anything reads it: is it plain data, free of names that reach prototypes, and how large is it?
import { embedLimits } from '../contract/release/embed-limits';

const poisoned = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Bytes of a message, roughly as a structured clone holds them. Infinity where it is too large or too deep; null where it holds what
 * no message may hold: a forbidden name, or anything but numbers, texts, null, plain lists and objects, and bytes.
 */
export function weighMessage(message: unknown): number | null {
  let bytes = 0;
  let clean = true;
  const visit = (value: unknown, depth: number): void => {
    if (!clean || bytes > embedLimits.messageBytes) return;
    if (depth > embedLimits.depth) bytes = Infinity;
    else if (typeof value === 'string') bytes += 2 * value.length + 8;
    else if (typeof value === 'number' || typeof value === 'boolean' || value === null) bytes += 8;
    else if (value instanceof Uint8Array) bytes += value.byteLength + 8;
    else if (Array.isArray(value)) {
      bytes += 8;
      for (const each of value) visit(each, depth + 1);
    } else if (isPlain(value)) {
      bytes += 8;
      for (const key of Object.keys(value)) {
        if (poisoned.has(key)) clean = false;
        bytes += 2 * key.length;
        visit(value[key], depth + 1);
      }
    } else clean = false;
  };
  visit(message, 0);
  if (!clean) return null;
  return bytes > embedLimits.messageBytes ? Infinity : bytes;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
