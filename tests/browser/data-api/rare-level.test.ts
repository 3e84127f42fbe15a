// A file is read once, whatever its samples do not show of its levels.
import { expect, test } from 'vitest';
import { freshApi } from './call';

test('a level that no sample of a long file shows is added while it is read, once', async () => {
  const { call, events } = freshApi();
  const { projectId } = await call('createProject', { name: 'Long', scenarioId: null });
  const lines = Array.from(
    { length: 10_000 },
    (_, row) => `${row},${row / 8},${row % 2 ? 'north' : 'south'}`,
  );
  const block = `${lines.join('\n')}\n`;
  const times = Math.ceil((40 * 2 ** 20) / block.length);
  // Near the end, and before the last sample.
  const rare = block.replace(',north\n', ',atoll\n');
  const blocks = Array.from({ length: times }, (_, at) => (at === times - 2 ? rare : block));
  const file = new File(['id,size,place\n', ...blocks], 'long.csv');
  const dataset = await call('importTable', { projectId, file });
  const read = events.filter(({ stage }) => stage === 'read').map(({ done }) => done);
  // Of the file's bytes, of which a second pass would begin anew.
  expect(read.every((done, at) => at === 0 || done >= read[at - 1]!)).toBe(true);
  expect(read.at(-1)).toBe(file.size);
  expect(dataset.rows).toBe(times * 10_000);
  expect(dataset.columns[2]?.categories).toEqual(['north', 'south', 'atoll']);
  expect(dataset.profiles[2]?.top).toEqual([
    { value: 'south', count: times * 5000 },
    { value: 'north', count: times * 5000 - 1 },
    { value: 'atoll', count: 1 },
  ]);
  const from = (times - 2) * 10_000;
  const rows = await call('readRows', { datasetId: dataset.id, from, count: 3 });
  expect(rows.map((row) => row[2])).toEqual(['south', 'atoll', 'south']);
}, 60_000);
