// Sounds in memory: the bytes of each file, and three numbers that its header says.
import type { ValuesOf } from '../values';

/** Seconds; samples a second; channels. */
export const soundNumbers = 3;

/** A file and what its header says. */
export interface Sound {
  bytes: Uint8Array;
  facts: { duration: number; sampleRate: number; channels: number };
}

/** Sounds as values of a column. */
export function soundValues(sounds: readonly Sound[]): ValuesOf<'audio'> {
  const starts = new Uint32Array(sounds.length + 1);
  sounds.forEach(({ bytes }, row) => (starts[row + 1] = (starts[row] ?? 0) + bytes.length));
  const bytes = new Uint8Array(starts[sounds.length] ?? 0);
  sounds.forEach((sound, row) => bytes.set(sound.bytes, starts[row]));
  const facts = Float64Array.from(
    sounds.flatMap(({ facts: { duration, sampleRate, channels } }) => [duration, sampleRate, channels]),
  );
  return { type: 'audio', starts, bytes, facts };
}

/** The file of a row, as it was read. */
export function soundAt({ starts, bytes }: ValuesOf<'audio'>, row: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes.subarray(starts[row], starts[row + 1]));
}

/** Seconds of the sound of a row. */
export function durationAt({ facts }: ValuesOf<'audio'>, row: number): number {
  return facts[row * soundNumbers] ?? 0;
}

/** What the header of a row's file says. */
export function factsAt({ facts }: ValuesOf<'audio'>, row: number): Sound['facts'] {
  const [duration = 0, sampleRate = 0, channels = 0] = facts.subarray(row * soundNumbers);
  return { duration, sampleRate, channels };
}
