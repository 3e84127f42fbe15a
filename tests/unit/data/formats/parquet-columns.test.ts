// Flat columns of a Parquet file are read as hyparquet reads them, whatever their type, encoding, codec and gaps.
import fc from 'fast-check';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, test } from 'vitest';
import { readFlatChunk } from '../../../../src/data/formats/parquet/flat-column';
import { readPacked } from '../../../../src/data/formats/parquet/packed-codes';
import type { TypedValues } from '../../../../src/data/formats/typed-table';

type Kind = TypedValues['kind'];
type Written = Parameters<typeof parquetWriteBuffer>[0]['columnData'][number];

/** The only column of a file, by our reader and by hyparquet. */
async function read(
  column: Omit<Written, 'name'>,
  kind: Kind,
  codec: 'SNAPPY' | 'UNCOMPRESSED',
  pageSize: number,
) {
  const buffer = parquetWriteBuffer({ columnData: [{ name: 'x', ...column }], codec, pageSize });
  const metadata = parquetMetadata(buffer);
  const { data_page_offset, dictionary_page_offset, total_compressed_size } =
    metadata.row_groups[0]!.columns[0]!.meta_data!;
  const from = Number(dictionary_page_offset ?? data_page_offset);
  const bytes = new Uint8Array(buffer, from, Number(total_compressed_size));
  const decoder = { element: metadata.schema[1]!, codec, compressors: {} };
  const ours = readFlatChunk(bytes, decoder, kind, Number(metadata.num_rows));
  const rows = await parquetReadObjects({ file: buffer, metadata, geoparquet: false });
  return {
    ours: ours && cellsOf(ours),
    theirs: rows.map(({ x }) => (x instanceof Date ? x.getTime() : (x ?? null)) as unknown),
  };
}

function cellsOf(values: TypedValues): unknown[] {
  if (values.kind === 'levels') return Array.from(values.codes, (code) => values.names[code] ?? null);
  if (values.kind === 'text') return values.values;
  return Array.from(values.values, (value) => (Number.isNaN(value) ? null : value));
}

const cells = <T>(each: fc.Arbitrary<T>) =>
  fc.oneof(
    fc.array(fc.option(each, { freq: 5 }), { minLength: 1, maxLength: 300 }),
    // Few values, so that the writer makes a dictionary.
    fc
      .tuple(
        fc.array(each, { minLength: 1, maxLength: 9 }),
        fc.array(fc.nat(), { minLength: 1, maxLength: 2000 }),
      )
      .map(([some, places]) =>
        places.map((place) => (place % 11 === 10 ? null : some[place % some.length]!)),
      ),
  );
const packing = fc.record({
  codec: fc.constantFrom('SNAPPY' as const, 'UNCOMPRESSED' as const),
  pageSize: fc.constantFrom(64, 1024, 1 << 20),
});

describe('a flat column', () => {
  test.each([
    ['DOUBLE', 'number', fc.double({ noNaN: true, noDefaultInfinity: true })],
    ['FLOAT', 'number', fc.float({ noNaN: true, noDefaultInfinity: true })],
    ['INT32', 'number', fc.integer()],
    ['STRING', 'text', fc.string({ unit: 'binary' })],
    ['TIMESTAMP', 'date', fc.date({ noInvalidDate: true })],
  ] as const)('of %s is read as hyparquet reads it', async (type, kind, each) => {
    await fc.assert(
      fc.asyncProperty(cells<unknown>(each), packing, async (data, { codec, pageSize }) => {
        const { ours, theirs } = await read(
          { data, type, nullable: true } as Omit<Written, 'name'>,
          kind,
          codec,
          pageSize,
        );
        expect(ours).toEqual(theirs);
      }),
      { numRuns: 60 },
    );
  });

  test('without gaps has no levels', async () => {
    const { ours, theirs } = await read(
      { data: [1.5, 2.5, 1.5], type: 'DOUBLE', nullable: false },
      'number',
      'SNAPPY',
      1024,
    );
    expect(ours).toEqual([1.5, 2.5, 1.5]);
    expect(theirs).toEqual(ours);
  });
});

describe('packed codes', () => {
  const bitsOf = (values: number[], width: number): number[] => {
    const bytes = new Array<number>(Math.ceil((values.length * width) / 8)).fill(0);
    values.forEach((value, at) => {
      for (let bit = 0; bit < width; bit++)
        if ((value >>> bit) & 1) bytes[(at * width + bit) >>> 3]! |= 1 << ((at * width + bit) & 7);
    });
    return bytes;
  };

  test('are those that were packed, of any width', () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 31 })
          .chain((width) =>
            fc.tuple(
              fc.constant(width),
              fc.array(fc.integer({ min: 0, max: 2 ** width - 1 }), { minLength: 8, maxLength: 8 * 7 }),
              fc.integer({ min: 0, max: 2 ** width - 1 }),
            ),
          ),
        ([width, some, again]) => {
          const values = some.slice(0, some.length - (some.length % 8));
          const run = Array.from({ length: Math.ceil(width / 8) }, (_, byte) => (again >>> (8 * byte)) & 255);
          const bytes = Uint8Array.from([
            ((values.length / 8) << 1) | 1,
            ...bitsOf(values, width),
            10 << 1,
            ...run,
          ]);
          const codes = new Int32Array(values.length + 10);
          readPacked(bytes, width, codes);
          expect([...codes]).toEqual([...values, ...new Array<number>(10).fill(again)]);
          expect(() => readPacked(bytes.subarray(0, -1), width, new Int32Array(values.length + 10))).toThrow(
            RangeError,
          );
        },
      ),
      { numRuns: 200 },
    );
  });
});
