// Rows that are read from the bytes of UTF-8 against the same rows as UTF-16, of which every cell is made a text first.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Column } from '../../../../../src/contract/data/dataset';
import { HearthError } from '../../../../../src/contract/transport/fault';
import type { RowBatch } from '../../../../../src/data/columns/values';
import { ReadAgain, type ReadingFacts, type TableReading } from '../../../../../src/data/rows/reading';
import { readTable } from '../../../../../src/data/formats/delimited/read-table';

const day = (n: number): string => new Date(n * 86_400_000).toISOString().slice(0, 10);

/** Columns by what stands in them: `n` is a whole number that looks random, `row` counts. */
const kinds: Record<string, (n: number, row: number) => string> = {
  id: (_, row) => String(row + 1),
  decimal: (n) => (n % 97 === 0 ? '' : ((n % 200_000) / 1000 - 60).toFixed(3)),
  decimals: (n) => String((n % 977) / (1 + (n % 13))),
  mixed: (n, row) => (n % 3 === 0 ? 'north' : String((n % 9) + (row > 300 ? 9 : 0))),
  flag: (n) => String(n % 2),
  level: (n) => ['north', 'south', 'Köln', ' east ', 'NA', "'=x", '"'.slice(1)][n % 7] ?? '',
  day: (n) => day(n % 9000),
  moment: (n) => `${day(n % 40)} ${String(n % 24).padStart(2, '0')}:30:00`,
  european: (n) =>
    day(n % 5000)
      .split('-')
      .toReversed()
      .join('.'),
  text: (n) => (n % 50 === 0 ? 'unknown' : `note ${n} of ${n % 7 === 0 ? 'Zürich' : 'the day'}`),
  money: (n) => `${n % 500} €`,
  comma: (n) => `1.${String(n % 1000).padStart(3, '0')}`,
  digits: (n) => `2021${String((n % 12) + 1).padStart(2, '0')}${String((n % 28) + 1).padStart(2, '0')}`,
};

const oddCell = fc.constantFrom(
  ...[
    '',
    ' ',
    'NA',
    'n/a',
    'none',
    '-',
    '?',
    ' 12 ',
    '-0',
    '+1',
    '1.',
    '.5',
    '.',
    '007',
    '1e5',
    '1,5',
    'abc',
    'ä',
    'é ',
  ],
  ...[
    '12345678901234567',
    '123456789012345678',
    '9007199254740993',
    '0.1234567890123456',
    '2021-02-30',
    '2021-2-3',
  ],
  ...[
    '\u00a0x',
    'x\u3000',
    '\ufeff',
    "'=1+2",
    "'-",
    '\t7',
    '7\v',
    'Infinity',
    '#N/A',
    '12 kg',
    '0000-00-00',
    'entfällt',
    '无',
  ],
);
const oddLine = fc.oneof(
  fc.array(oddCell, { minLength: 1, maxLength: 7 }).map((cells) => cells.join(';')),
  fc.constantFrom(
    '',
    '# a note',
    '---;---',
    'Total;1',
    '(3 rows)',
    '5;"quoted; cell"',
    '6;"two\nlines";x',
    '7;"open',
    "8;it's",
    '\r',
  ),
);

const table = fc.record({
  columns: fc.array(fc.constantFrom(...Object.keys(kinds)), { minLength: 1, maxLength: 5 }),
  hasId: fc.boolean(),
  rows: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 900, max: 2400 })),
  seed: fc.nat(),
  odd: fc.array(fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), line: oddLine }), {
    maxLength: 6,
  }),
  oddCells: fc.array(fc.record({ at: fc.nat(), cell: oddCell }), { maxLength: 20 }),
  lineEnd: fc.constantFrom('\n', '\n', '\r\n'),
  isClosed: fc.boolean(),
  pieceBytes: fc.integer({ min: 16, max: 3000 }),
  groupRows: fc.constantFrom(7, 100, 100_000),
});
type Table = typeof table extends fc.Arbitrary<infer T> ? T : never;

function textOf({ columns, hasId, rows, seed, odd, oddCells, lineEnd, isClosed }: Table): string {
  const all = hasId ? ['id', ...columns] : columns;
  let state = seed >>> 0;
  const cells = Array.from({ length: rows }, (_, row) =>
    all.map((kind) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return kinds[kind]!(state >>> 8, row);
    }),
  );
  for (const { at, cell } of oddCells) {
    const row = cells[at % rows]!;
    row[(at >>> 8) % row.length] = cell;
  }
  const lines = cells.map((row) => row.join(';'));
  for (const { at, line } of odd) lines.splice(Math.floor(at * lines.length), 0, line);
  const header = all.map((kind, index) => `${kind}_${index}`).join(';');
  return [header, ...lines].join(lineEnd) + (isClosed ? lineEnd : '');
}

interface Outcome {
  pieceBytes: number;
  groupRows: number;
  onePass?: boolean;
}

async function outcome(bytes: Uint8Array<ArrayBuffer>, options: Outcome) {
  const signal = new AbortController().signal;
  const file = new File([bytes], 'table.csv');
  const open = () =>
    readTable(file, { signal, onProgress: () => undefined, ...options, text: { delimiter: ';' } });
  return outcomeOf(open);
}

async function outcomeOf(open: () => Promise<TableReading>): Promise<Record<string, unknown>> {
  try {
    const reading = await open();
    const groups: RowBatch[] = [];
    for await (const group of reading.groups()) groups.push(group);
    const { columns, delimiter, lines } = reading;
    return { columns, delimiter, lines, groups, facts: await reading.finish() };
  } catch (thrown) {
    if (thrown instanceof ReadAgain) return { ...(await outcomeOf(thrown.again)), isAgain: true };
    if (!(thrown instanceof HearthError)) throw thrown;
    return { fault: thrown.fault };
  }
}

const wide = (text: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Uint16Array.from(`\ufeff${text}`, (character) => character.charCodeAt(0)).buffer);

it('reads rows from bytes as it reads their texts', async () => {
  await fc.assert(
    fc.asyncProperty(table, async (given) => {
      const text = textOf(given);
      const { pieceBytes, groupRows } = given;
      const fromBytes = await outcome(new TextEncoder().encode(text), { pieceBytes, groupRows });
      expect(fromBytes).toEqual(await outcome(wide(text), { pieceBytes, groupRows }));
    }),
    { numRuns: 120 },
  );
}, 120_000);

/** Rows that make a text so long that it is sampled: they stand before or behind those of the table, or around them. */
const longBytes = 2.2 * 1024 * 1024;

/** Without what comes of samples: where the bins of a histogram begin, and the order of levels. */
function alike({ isAgain: _, ...given }: Record<string, unknown>): unknown {
  const facts = given['facts'] as ReadingFacts | undefined;
  if (!facts) return given;
  const profiles = facts.profiles.map((profile) =>
    profile.number ? { ...profile, number: { ...profile.number, histogram: null } } : profile,
  );
  const columns = given['columns'] as Column[];
  const groups = (given['groups'] as RowBatch[]).map((group) => ({
    ...group,
    values: group.values.map((values, index) =>
      values.type === 'category'
        ? Array.from(values.codes, (code) => columns[index]?.categories[code] ?? '').join('\n')
        : values,
    ),
  }));
  const sorted = columns.map((column) => ({ ...column, categories: column.categories.toSorted() }));
  return { ...given, columns: sorted, groups, facts: { ...facts, profiles } };
}

it('reads a long text in one pass as in two', async () => {
  await fc.assert(
    fc.asyncProperty(table, fc.double({ min: 0, max: 1, noNaN: true }), async (given, place) => {
      const [header = '', ...lines] = textOf(given).split(given.lineEnd);
      const more = textOf({ ...given, rows: 60, odd: [], oddCells: [] })
        .split(given.lineEnd)
        .slice(1)
        .join('\n');
      const times = Math.ceil(longBytes / (more.length + 1));
      const before = Math.floor(times * place);
      const text = [
        header,
        ...Array.from({ length: before }, () => more),
        ...lines,
        ...Array.from({ length: times - before }, () => more),
      ].join('\n');
      const bytes = new TextEncoder().encode(text);
      const options = { pieceBytes: 200_000, groupRows: 100_000 };
      const inOne = await outcome(bytes, { ...options, onePass: true });
      expect(alike(inOne)).toEqual(alike(await outcome(bytes, options)));
    }),
    // A seed, so that some of the tables are read in one pass and some in two.
    { numRuns: 16, seed: 20_261_201 },
  );
}, 240_000);

it('reads a long text again where later rows are not as its samples say', async () => {
  const rows = Array.from({ length: 200_000 }, (_, row) => `${row};${row % 7};${row % 2 ? 'yes' : 'no'}`);
  const read = async (change: (rows: string[]) => void) => {
    const changed = [...rows];
    change(changed);
    const bytes = new TextEncoder().encode(['id;n;flag', ...changed].join('\n'));
    const options = { pieceBytes: 200_000, groupRows: 100_000 };
    const inOne = await outcome(bytes, { ...options, onePass: true });
    expect(alike(inOne)).toEqual(alike(await outcome(bytes, options)));
    return inOne;
  };
  const fill = (from: number, to: number, line: (row: number) => string) => (all: string[]) => {
    for (let row = from; row < to; row++) all[row] = line(row);
  };
  const isAgain = async (change: (rows: string[]) => void) => (await read(change))['isAgain'] ?? false;
  expect(await isAgain(() => undefined)).toBe(false);
  // Between two samples: a level that no sample has comes behind the others, whose codes stay.
  const rare = await read(fill(106_000, 106_001, (row) => `${row};1;maybe`));
  expect(rare['isAgain']).toBeUndefined();
  expect((rare['columns'] as Column[])[2]?.categories).toEqual(['no', 'yes', 'maybe']);
  expect((rare['facts'] as ReadingFacts).profiles[2]?.top).toEqual(
    [
      { value: 'no', count: 100_000 - 1 },
      { value: 'yes', count: 100_000 },
      { value: 'maybe', count: 1 },
    ].toSorted((a, b) => b.count - a.count),
  );
  // Words that are no levels any more.
  expect(await isAgain(fill(106_000, 107_200, (row) => `${row};1;word ${row}`))).toBe(true);
  // A number that is none, a column that is not mostly numbers.
  expect(await isAgain(fill(106_000, 106_001, (row) => `${row};x;no`))).toBe(false);
  expect(await isAgain(fill(40_000, 199_000, (row) => (row % 5 ? `${row};x;no` : `${row};1;no`)))).toBe(true);
}, 120_000);
