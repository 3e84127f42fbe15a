// Recordings of a zip as rows: what their headers say, and their bytes as they were.
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Column } from '../../../../src/contract/data/dataset';
import { soundFacts } from '../../../../src/data/collections/audio/sound-header';
import { soundAt } from '../../../../src/data/columns/audio/sounds';
import { columnTypeOf } from '../../../../src/data/columns/registry';
import { decodeRowGroup, encodeRowGroup } from '../../../../src/data/rows/row-group';
import { fileOf, readAll } from '../read';
import { flacOf, mp3Of, waveOf } from './sounds';

describe('what a header says', () => {
  it.each([
    ['a WAV', waveOf(1.5, 8000, 2), { duration: 1.5, sampleRate: 8000, channels: 2 }],
    ['a FLAC', flacOf(44_100 * 3, 44_100, 1), { duration: 3, sampleRate: 44_100, channels: 1 }],
    [
      'an MP3, frame by frame',
      mp3Of(100),
      { duration: (100 * 1152) / 44_100, sampleRate: 44_100, channels: 2 },
    ],
    [
      'an MP3 with tags',
      mp3Of(10, { tag: 300 }),
      { duration: (10 * 1152) / 44_100, sampleRate: 44_100, channels: 2 },
    ],
    [
      'an MP3 that says how many',
      mp3Of(3, { counts: 700 }),
      { duration: (700 * 1152) / 44_100, sampleRate: 44_100, channels: 2 },
    ],
  ])('%s', (_, bytes, facts) => {
    expect(soundFacts(bytes)).toEqual(facts);
  });

  it('a WAV that was cut off is as long as what there is', () => {
    expect(soundFacts(waveOf(2, 8000, 1).subarray(0, 44 + 16_000))?.duration).toBe(1);
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['a text', strToU8('RIFF is a word')],
    ['a WAV without a format', strToU8('RIFF....WAVEdata....')],
    ['a WAV of no channels', waveOf(1, 8000, 0)],
    ['bytes that look like one frame', Uint8Array.of(0xff, 0xfb, 0x90, 0, 1, 2, 3, 4, 5, 6)],
  ])('%s is no recording', (_, bytes) => {
    expect(soundFacts(bytes)).toBeNull();
  });
});

it('a zip of recordings by folder', async () => {
  const [one, two] = [waveOf(1, 8000, 1), flacOf(44_100 * 3, 44_100, 2)];
  const zip = zipSync({ 'yes/1.wav': one, 'no/2.flac': two, 'no/3.mp3': strToU8('none') });
  const { columns, cells, collected, profiles, groups, reading } = await readAll(fileOf(zip, 'words.zip'));
  expect(columns.map(({ name, type }) => `${name}: ${type}`)).toEqual([
    'audio: audio',
    'label: category',
    'file: text',
  ]);
  expect(cells).toEqual([
    [1, 'yes', 'yes/1.wav'],
    [3, 'no', 'no/2.flac'],
  ]);
  expect(reading).toMatchObject({ format: 'audio', kind: 'table' });
  expect(collected).toMatchObject({
    kind: 'audio',
    files: 3,
    broken: [{ file: 'no/3.mp3', reason: 'damaged' }],
  });
  expect(profiles[0]).toMatchObject({ missing: 0, distinct: 2, number: { min: 1, max: 3, mean: 2 } });
  const [group] = groups;
  const stored = decodeRowGroup(encodeRowGroup(2, group!.values), columns).values.get('audio');
  if (stored?.type !== 'audio') throw new Error('no sounds');
  expect([soundAt(stored, 0), soundAt(stored, 1)]).toEqual([one, two]);
  const { select } = columnTypeOf('audio');
  const second = select(stored, Uint32Array.of(1), 2);
  if (second.type !== 'audio') throw new Error('no sounds');
  expect(soundAt(second, 0)).toEqual(two);
  expect([...second.facts]).toEqual([3, 44_100, 2]);
});

it('stored sounds that lie outside are damage', () => {
  const column: Column = { name: 'audio', type: 'audio', categories: [], shape: null };
  const values = {
    ...{ type: 'audio' as const, starts: Uint32Array.of(0, 9), bytes: new Uint8Array(4) },
    facts: new Float64Array(3),
  };
  expect(() => decodeRowGroup(encodeRowGroup(1, [values]), [column])).toThrow('a sound lies outside');
});
