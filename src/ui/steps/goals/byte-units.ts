// A size as a person writes it: a number and its unit.

export type ByteUnit = 'kB' | 'MB';

/** Bytes in one unit. */
export const bytesOf: Record<ByteUnit, number> = { kB: 1000, MB: 1_000_000 };

/** The unit in which a size reads best. */
export const unitFor = (bytes: number): ByteUnit => (bytes >= bytesOf.MB ? 'MB' : 'kB');

/** Whole bytes of a number in a unit. */
export const toBytes = (value: number, unit: ByteUnit): number => Math.round(value * bytesOf[unit]);
