// Dates in a signature: milliseconds since 1970, as cells hold them. Versions of an earlier app have a date's range in days, as models
// learn it, beside an example in milliseconds; their hash covers that, so it is read right rather than changed.
import { columnTypes } from '../../contract/data/column-types';
import type { Signature, SignatureInput } from '../../contract/release/version';
import { isoDay, isoMoment } from '../iso-moment';

const msPerDay = 86_400_000;

const isDate = ({ type }: Pick<SignatureInput, 'type'>) => columnTypes[type].display === 'date';

/** The input with its range in milliseconds where it is a date. */
export function datesInMs(input: SignatureInput): SignatureInput {
  const { range, example } = input;
  if (!isDate(input) || !range || typeof example !== 'number') return input;
  const [low, high] = range;
  // A typical value lies in the range that it was taken from; where it does not, they are in two units.
  if (example >= low && example <= high) return input;
  return { ...input, range: [low * msPerDay, high * msPerDay] };
}

/** An input as files show it: dates are written out (ISO 8601), with a time of day where they have one. */
export type WrittenInput = Omit<SignatureInput, 'range'> & {
  range: [number, number] | [string, string] | null;
};

/** The signature for a file that people and other programs read. */
export function writtenSignature(
  signature: Signature,
): Omit<Signature, 'inputs'> & { inputs: WrittenInput[] } {
  return { ...signature, inputs: signature.inputs.map(writtenInput) };
}

function writtenInput(raw: SignatureInput): WrittenInput {
  if (!isDate(raw)) return raw;
  const { range, example, ...rest } = datesInMs(raw);
  return {
    ...rest,
    range: range && [isoDate(range[0]), isoDate(range[1])],
    example: typeof example === 'number' ? isoDate(example) : example,
  };
}

/** The day alone where it is midnight. */
const isoDate = (ms: number): string => (ms % msPerDay === 0 ? isoDay(ms) : isoMoment(ms));
