// Values of formats with types of their own, as a typed table has them.

/** A number, or milliseconds since 1970; NaN where it is missing or not finite. */
export function numberOf(value: unknown): number {
  const number = value instanceof Date ? value.getTime() : typeof value === 'number' ? value : NaN;
  return Number.isFinite(number) ? number : NaN;
}

/** Any other value as a text, lists and records as JSON; null where it is missing. */
export function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (typeof value === 'object')
    return JSON.stringify(value, (_, inner: unknown) => {
      if (ArrayBuffer.isView(inner) && !(inner instanceof DataView))
        return Array.from(inner as unknown as ArrayLike<unknown>);
      if (typeof inner !== 'bigint') return inner;
      return Number.isSafeInteger(Number(inner)) ? Number(inner) : String(inner);
    });
  return String(value as number | bigint | boolean);
}
