// Text that never ends where it should: the first megabytes tell, and no more of it is read. And tables wider than most.
import { expect, test } from 'vitest';
import type { HearthError } from '../../../../src/contract/transport/fault';
import { readTable } from '../../../../src/data/formats/delimited/read-table';

const options = { signal: new AbortController().signal, onProgress: () => undefined };

function endless(head: string, unit: string, megabytes: number): File {
  const piece = unit.repeat(Math.ceil(2 ** 20 / unit.length));
  return new File([head, ...Array.from({ length: megabytes }, () => piece)], 'endless.csv');
}

async function codeOf(file: File): Promise<string> {
  try {
    const reading = await readTable(file, options);
    for await (const group of reading.groups()) void group;
    return `${String(reading.columns.length)} columns`;
  } catch (thrown) {
    return (thrown as HearthError).fault.code;
  }
}

test.each([
  ['50 MB behind an open quote', endless('"', 'word,more\n', 50), 'quote_unclosed'],
  [
    '50 MB behind an open quote in a later row',
    endless('a,b\n1,2\n3,"', 'word,more\n', 50),
    'quote_unclosed',
  ],
  ['a line of 200 MB', endless('', 'abcdefgh', 200), 'row_too_long'],
  ['a line of 200 MB of cells', endless('', 'abc,', 200), 'row_too_long'],
  ['a line of 200 MB below a header', endless('a,b\n1,2\n', 'abc,', 200), 'row_too_long'],
])('%s is refused', async (_, file, code) => {
  expect(await codeOf(file)).toBe(code);
});

test('10,000 columns are read, and the thread answers all the while', async () => {
  const names = Array.from({ length: 10_000 }, (_, at) => `c${String(at)}`).join(',');
  const rows = Array.from({ length: 150 }, (_, row) =>
    Array.from({ length: 10_000 }, (__, at) => (at * row) % 97).join(','),
  );
  let answers = 0;
  let waits = true;
  const ping = (): void => {
    if (!waits) return;
    answers++;
    setImmediate(ping);
  };
  ping();
  expect(await codeOf(new File([[names, ...rows, ''].join('\n')], 'wide.csv'))).toBe('10000 columns');
  waits = false;
  expect(answers).toBeGreaterThan(10);
});
