// Recordings: the bytes of WAV, FLAC and MP3 files with starts. Shown, played and profiled by how long they are; no model learns from them yet.
import type { ColumnProfile } from '../../../contract/data/dataset';
import { HashedProfiler } from '../../profile/hashed-profiler';
import { NumberProfiler } from '../../profile/number-profiler';
import type { AddWord, ColumnProfiler, ColumnTypeDefinition } from '../column-type';
import { addBytes } from '../layouts/bytes';
import type { ValuesOf } from '../values';
import { durationAt, factsAt, soundAt, soundNumbers, soundValues } from './sounds';

/** What a recording is taken to need before any was seen. */
const expectedBytes = 256 * 1024;

function hash({ starts, bytes }: ValuesOf<'audio'>, rows: number, add: AddWord): void {
  for (let row = 0; row < rows; row++) addBytes(bytes, starts[row] ?? 0, starts[row + 1] ?? 0, row, add);
}

/** How many recordings differ, and how long they are. */
class SoundProfiler implements ColumnProfiler<'audio'> {
  readonly #all: HashedProfiler<'audio'>;
  readonly #durations: NumberProfiler;

  constructor(name: string) {
    this.#all = new HashedProfiler(name, hash);
    this.#durations = new NumberProfiler(name, null);
  }

  add(values: ValuesOf<'audio'>, rows: number): void {
    this.#all.add(values, rows);
    const durations = Float64Array.from({ length: rows }, (_, row) => durationAt(values, row));
    this.#durations.add({ type: 'number', values: durations }, rows);
  }

  finish(): ColumnProfile {
    return { ...this.#all.finish(), number: this.#durations.finish().number };
  }
}

export const definition: ColumnTypeDefinition<'audio'> = {
  id: 'audio',
  codec: {
    code: 6,
    bytesPerRow: () => expectedBytes,
    write: ({ starts, bytes, facts }) => ({ form: 0, parts: [starts, bytes, facts] }),
    open({ buffer, rows, place, damaged }) {
      const [offsetsAt] = place(0, (rows + 1) * 4);
      const [bytesAt, length] = place(1, null);
      const [factsAt] = place(2, rows * soundNumbers * 8);
      const starts = new Uint32Array(buffer, offsetsAt, rows + 1);
      let last = 0;
      for (const offset of starts) {
        if (offset < last || offset > length) throw damaged('a sound lies outside');
        last = offset;
      }
      const bytes = new Uint8Array(buffer, bytesAt, length);
      return { type: 'audio', starts, bytes, facts: new Float64Array(buffer, factsAt, rows * soundNumbers) };
    },
  },
  cell: (_, values, row) => durationAt(values, row),
  isMissing: () => false,
  hash,
  select: (values, rows) =>
    soundValues(Array.from(rows, (row) => ({ bytes: soundAt(values, row), facts: factsAt(values, row) }))),
  profile: ({ name }) => new SoundProfiler(name),
  text: null,
  target: null,
};
