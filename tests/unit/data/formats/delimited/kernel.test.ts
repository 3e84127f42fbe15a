// The SIMD kernel and its twin in TypeScript: the same cells, values and refusals, bit for bit; and the same rows as reading them as text.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteKernel } from '../../../../../src/data/kernels/bytes/byte-kernel';
import type { ByteMarks, PlainKind, PlainRows } from '../../../../../src/data/cells/bytes/plain-rows';
import { scanRows } from '../../../../../src/data/cells/bytes/scan-rows';
import { detectDialect } from '../../../../../src/data/formats/delimited/dialect';
import { plainMarks } from '../../../../../src/data/formats/delimited/marks';
import { parseRows } from '../../../../../src/data/formats/delimited/parse-rows';
import { TableRows, type OpenTable } from '../../../../../src/data/formats/delimited/rows';
import { isTaken } from '../../../../../src/contract/data/table-lines';

const capacity = 4096;
const encoder = new TextEncoder();
const decoder = new TextDecoder();
const comma: ByteMarks = { delimiter: 44, quote: 34 };
const soup = (most: number, ...parts: string[]) =>
  fc.array(fc.constantFrom(...parts), { maxLength: most }).map((chosen) => chosen.join(''));

function kernel(): ByteKernel {
  const opened = ByteKernel.open(capacity);
  if (!opened) throw new Error('WebAssembly with SIMD is missing here');
  return opened;
}

const cellsOf = (rows: PlainRows | null) =>
  rows && { rows: rows.rows, starts: [...rows.starts], ends: [...rows.ends] };

describe('the cells of rows', () => {
  it('are those of the twin', () => {
    const own = kernel();
    const text = soup(
      120,
      ...['a', '1', 'öß', 'words of more than a few letters', ',', ',', '"', '""', '\n', '\n', '\r\n', '\r'],
      ...[',"', '",', '"\n', '"\r\n', '\n"', ' '],
    );
    fc.assert(
      fc.property(
        text,
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom(comma, { delimiter: 9, quote: null }, { delimiter: 44, quote: null }),
        (written, width, marks) => {
          const bytes = encoder.encode(written);
          expect(cellsOf(own.scan(bytes, marks, width))).toEqual(cellsOf(scanRows(bytes, marks, width)));
        },
      ),
      { numRuns: 20_000 },
    );
  });

  const cell = fc.oneof(
    soup(6, 'a', '7', '.', 'ö', ' ', 'long words, that need quotes'),
    fc.constantFrom('', 'x'.repeat(63), 'x'.repeat(64), 'y'.repeat(130)),
  );
  const tables = fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.constantFrom('\n', '\r\n'))
    .chain(([width, end]) =>
      fc
        .array(fc.array(fc.tuple(cell, fc.boolean()), { minLength: width, maxLength: width }), {
          minLength: 1,
        })
        .map((rows) => ({
          width,
          text: rows
            .map((cells) =>
              cells
                .map(([value, quoted]) => (quoted || value.includes(',') ? `"${value}"` : value))
                .join(','),
            )
            .map((line) => line + end)
            .join(''),
        })),
    );

  it('are those of the text', () => {
    const own = kernel();
    fc.assert(
      fc.property(tables, ({ width, text }) => {
        const bytes = encoder.encode(text);
        fc.pre(bytes.length <= capacity);
        const found = own.scan(bytes, comma, width);
        const rows = parseRows(plainMarks, text, { last: true }).rows;
        expect(found?.rows).toBe(rows.length);
        const cells = rows.flat();
        const read = Array.from(found?.starts ?? [], (start, at) =>
          decoder.decode(bytes.subarray(start, found?.ends[at])),
        );
        expect(read).toEqual(cells);
      }),
      { numRuns: 3000 },
    );
  });

  it('of a piece that is too large are the twin’s to find', () => {
    expect(kernel().holds(new Uint8Array(capacity))).toBe(true);
    expect(kernel().holds(new Uint8Array(capacity + 1))).toBe(false);
  });
});

describe('values of cells', () => {
  const read = (rows: PlainRows | null, kind: PlainKind) => {
    if (!rows) throw new Error('not plain');
    const values = new Float64Array(rows.rows + 1);
    const odd: number[] = [];
    rows.read(kind, { rows, from: 0, to: rows.rows, column: 1, at: 1 }, values, odd);
    return { bits: [...new BigUint64Array(values.buffer)], odd, values };
  };
  const bothRead = (own: ByteKernel, cells: string[], kind: PlainKind) => {
    const bytes = encoder.encode(cells.map((value) => `a,${value}\n`).join(''));
    const marks = { delimiter: 44, quote: null };
    const found = read(own.scan(bytes, marks, 2), kind);
    const { bits, odd } = read(scanRows(bytes, marks, 2), kind);
    expect({ bits: found.bits, odd: found.odd }).toEqual({ bits, odd });
    return found.values.subarray(1);
  };

  it('are those of the twin, and numbers are what JavaScript reads', () => {
    const own = kernel();
    const digits = soup(19, ...'0123456789'.split(''));
    const numbers = fc
      .tuple(fc.constantFrom('', '-', '+', '--'), digits, fc.constantFrom('', '.', '..'), digits)
      .map((parts) => parts.join(''));
    const others = soup(12, '0', '1', '9', '.', '-', '+', 'e', ' ', '/', ':', 'é', '\u0000', '１');
    const cells = fc.array(fc.oneof(numbers, others), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(cells, (written) => {
        bothRead(own, written, 'number').forEach((value, at) => {
          if (value === value) expect(Object.is(value, Number(written[at]))).toBe(true);
        });
      }),
      { numRuns: 10_000 },
    );
  });

  it.each([
    '0',
    '-0',
    '+5',
    '.5',
    '5.',
    '-.5',
    '0.1',
    '00.1',
    '12345678',
    '123456.78',
    '9007199254740991',
    '0.000001',
  ])('of %s are numbers', (written) => {
    const [value] = bothRead(kernel(), [written], 'number');
    expect(Object.is(value, Number(written))).toBe(true);
  });

  it.each(['.', '-', '+', '-.', '007', '1e5', '1 ', '9007199254740992', '123456789012345678', '1.2.3'])(
    'of %s are none',
    (written) => {
      expect(bothRead(kernel(), [written], 'number')[0]).toBeNaN();
    },
  );

  it('are those of the twin, and days are what JavaScript reads', () => {
    const own = kernel();
    const two = fc.integer({ min: 0, max: 40 }).map((part) => String(part).padStart(2, '0'));
    const year = fc.oneof(
      fc.integer({ min: 0, max: 9999 }),
      fc.constantFrom(0, 1, 4, 100, 400, 1900, 2000, 2024, 2100),
    );
    const days = fc
      .tuple(year, fc.constantFrom('-', '/'), two, two, fc.constantFrom('', '', '', 'T', ' '))
      .map(([y, mark, m, d, end]) => `${String(y).padStart(4, '0')}-${m}${mark}${d}${end}`);
    fc.assert(
      fc.property(fc.array(days, { minLength: 1, maxLength: 40 }), (written) => {
        bothRead(own, written, 'day').forEach((value, at) => {
          if (value === value) expect(value).toBe(Date.parse(`${written[at]}T00:00:00Z`));
        });
      }),
      { numRuns: 5000 },
    );
    expect(bothRead(own, ['2024-02-29', '2023-02-29'], 'day')).toEqual(
      Float64Array.of(Date.UTC(2024, 1, 29), NaN),
    );
  });
});

it('tells ASCII and NUL wherever they stand', () => {
  const own = kernel();
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: capacity * 2 + 40 }),
      fc.nat(),
      fc.constantFrom(0, 7, 127, 128, 255),
      (length, at, byte) => {
        const bytes = new Uint8Array(length).fill(65);
        bytes[at % length] = byte;
        expect(own.kindsOf(bytes)).toEqual({ isAscii: byte < 128, hasNul: byte === 0 });
      },
    ),
    { numRuns: 2000 },
  );
});

describe('a table whose rows are found in bytes', () => {
  const lines = fc.array(
    fc.constantFrom(
      ...[
        '1,a,2',
        '2,"b, c",3',
        '3,"two\nlines",4',
        'north,d,5',
        '"south, west",e,6',
        '-5.5,f,7',
        ',g,8',
        ' , ,',
        ',,',
      ],
      ...[
        'Total,,20',
        'Sum,1,2',
        '(3 rows),,',
        '# a remark',
        '---,---,---',
        '4,x',
        '5,y,1,2',
        '',
        'ö,"say ""so""",9',
      ],
      ...['10,h,11', '11,h,12', '12,h,13', '13,h,14', '14,h,15', '15,h,16'],
    ),
    { maxLength: 40 },
  );

  it('has the rows that its text has', async () => {
    const signal = new AbortController().signal;
    let plainBlocks = 0;
    await fc.assert(
      fc.asyncProperty(
        lines,
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 20, max: 400 }),
        async (below, end, piece) => {
          const text = ['k,name,size', '1,a,2', '2,b,3', ...below, '8,z,9']
            .map((line) => line + end)
            .join('');
          const table: OpenTable = {
            file: new Blob([text]),
            encoding: 'utf-8',
            certainty: 1,
            marked: false,
            asks: false,
            dialect: { ...detectDialect(text, true), comment: '#' },
            ragged: 'keep',
          };
          const rows: string[][] = [];
          for await (const block of new TableRows(table, { withLines: false, pieceBytes: piece }).read(
            signal,
          )) {
            const { plain } = block;
            if (plain) plainBlocks++;
            if (!plain) rows.push(...block.rows);
            else
              for (let row = 0; row < plain.rows; row++)
                rows.push(
                  Array.from({ length: plain.width }, (_, column) => {
                    const at = row * plain.width + column;
                    return decoder.decode(plain.bytes.subarray(plain.starts[at], plain.ends[at]));
                  }),
                );
          }
          const expected: string[][] = [];
          for await (const block of new TableRows(table, { withLines: true }).read(signal))
            block.rows.forEach((row, at) => {
              const reason = block.reasons[at] ?? null;
              if (isTaken(reason) || reason === 'short' || reason === 'long')
                expected.push([...row, '', ''].slice(0, table.dialect.names.length));
            });
          expect(rows).toEqual(expected);
        },
      ),
      { numRuns: 2000 },
    );
    expect(plainBlocks).toBeGreaterThan(300);
  });
});
