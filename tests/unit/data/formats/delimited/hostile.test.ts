import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HearthError } from '../../../../../src/contract/transport/fault';
import { csvLine } from '../../../../../src/data/export/csv-line';
import { isMissingToken } from '../../../../../src/data/cells/missing';
import { faultOf, fileOf, latin1, readAll } from '../../read';

const bytes = (...values: number[]): Uint8Array<ArrayBuffer> => Uint8Array.from(values);

describe('files that cannot be read', () => {
  it.each([
    ['an empty file', '', 'file_empty'],
    ['only blank lines', '\n  \r\n', 'file_empty'],
    ['only a byte order mark', bytes(0xef, 0xbb, 0xbf), 'file_empty'],
    ['only a header', 'id,age,city\n', 'file_header_only'],
    ['a zip', bytes(0x50, 0x4b, 0x03, 0x04, 0x14, 0x08, 0x08), 'file_damaged'],
    ['a Parquet file that is cut short', latin1('PAR1\x15\x04\x15'), 'file_damaged'],
    ['an SQLite database', latin1('SQLite format 3\0'), 'file_binary'],
    ['a PNG', bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), 'file_binary'],
    ['zeros among text', latin1('a,b\n1,\x002\n'), 'file_binary'],
    ['control characters', latin1('a,b\n\x01\x02\x03\x04\x05\x06'), 'file_binary'],
    ['a cell over a MiB', `a,b\n1,2\n3,${'x'.repeat(1024 * 1024 + 1)}\n`, 'row_too_long'],
    ['a quote that never closes', 'a,b\n1,2\n3,"x\n4,5\n', 'quote_unclosed'],
  ])('%s', async (_, content, code) => {
    expect(await faultOf(readAll(content))).toMatchObject({ code, place: { file: 'loans.csv' } });
  });

  it('says which other kind of file it is', async () => {
    expect(await faultOf(readAll(fileOf('a: 1\n', 'loans.json')))).toMatchObject({
      code: 'file_kind_unknown',
      params: { kind: 'json' },
    });
  });

  it.each([
    ['too few', '4,5', { expected: 3, found: 2 }],
    ['too many', '4,5,6,7', { expected: 3, found: 4 }],
  ])('rows with %s cells, by the number of the first', async (_, row, params) => {
    expect(await faultOf(readAll(`a,b,c\n1,2,3\n${`${row}\n8,9,10\n`.repeat(30)}`))).toMatchObject({
      code: 'row_ragged',
      place: { row: 2 },
      params,
    });
  });

  it('a quote that never closes, also where no line ends behind it for longer than any row', async () => {
    for (const piece of ['no end, ', 'no end\n']) {
      const text = `a,b\n1,x\n2,"${piece.repeat(1_500_000)}`;
      expect(await faultOf(readAll(text))).toMatchObject({ code: 'quote_unclosed', place: { row: 2 } });
    }
    expect(await faultOf(readAll(`a,b\n1,x\n2,${'no end, '.repeat(1_500_000)}`))).toMatchObject({
      code: 'row_too_long',
      place: { row: 2 },
    });
  });

  it('an unclosed quote, by its row, far from the end of a large file', async () => {
    const lines = Array.from({ length: 400_000 }, (_, row) =>
      row === 1233 ? '5,"oh no' : `${row},some words here`,
    );
    expect(await faultOf(readAll(`a,b\n${lines.join('\n')}\n`))).toMatchObject({
      code: 'quote_unclosed',
      place: { row: 1234 },
    });
  });

  it('a row that never ends', async () => {
    expect(await faultOf(readAll(`a,b\n1,2\n${'x'.repeat(10 * 1024 * 1024)}`))).toMatchObject({
      code: 'row_too_long',
      place: { row: 2 },
    });
  });

  it('a file that can no longer be read', async () => {
    const gone = fileOf('a,b\n1,2\n');
    gone.slice = () => {
      throw new DOMException('gone', 'NotReadableError');
    };
    expect(await faultOf(readAll(gone))).toMatchObject({ code: 'file_unreadable' });
  });
});

describe('encodings', () => {
  const text = 'stadt,größe\nKöln,1.5\nMünchen,2.5\n';
  const utf16 = (order: 'le' | 'be'): Uint8Array<ArrayBuffer> => {
    const view = new DataView(new ArrayBuffer(2 + text.length * 2));
    [...`\ufeff${text}`].forEach((character, at) =>
      view.setUint16(at * 2, character.charCodeAt(0), order === 'le'),
    );
    return new Uint8Array(view.buffer);
  };
  const utf8 = new TextEncoder().encode(text);

  it.each([
    ['utf-8', utf8],
    ['utf-8', bytes(0xef, 0xbb, 0xbf, ...utf8)],
    ['utf-16le', utf16('le')],
    ['utf-16be', utf16('be')],
    ['windows-1252', latin1(text)],
  ])('%s', async (encoding, content) => {
    const { reading, columns, cells } = await readAll(content);
    expect(reading.encoding).toBe(encoding);
    expect(columns.map(({ name }) => name)).toEqual(['stadt', 'größe']);
    expect(cells.map((row) => row[0])).toEqual(['Köln', 'München']);
  });

  it('gb18030', async () => {
    // 城市,人口 / 北京,21.5 / 上海,24.8
    const content = bytes(
      ...[0xb3, 0xc7, 0xca, 0xd0, 0x2c, 0xc8, 0xcb, 0xbf, 0xda, 0x0a],
      ...[0xb1, 0xb1, 0xbe, 0xa9, 0x2c, 0x32, 0x31, 0x2e, 0x35, 0x0a],
      ...[0xc9, 0xcf, 0xba, 0xa3, 0x2c, 0x32, 0x34, 0x2e, 0x38, 0x0a],
    );
    const { reading, columns, cells } = await readAll(content);
    expect(reading.encoding).toBe('gb18030');
    expect(columns.map(({ name }) => name)).toEqual(['城市', '人口']);
    expect(cells).toEqual([
      ['北京', 21.5],
      ['上海', 24.8],
    ]);
  });

  it('is found where the first accent comes after megabytes of ASCII', async () => {
    const { reading, cells } = await readAll(latin1(`a,b\n${'1,plain\n'.repeat(400_000)}2,Köln\n`));
    expect(reading.encoding).toBe('windows-1252');
    expect(cells.at(-1)).toEqual([2, 'Köln']);
  });

  it('is refused where a byte does not fit, by its row', async () => {
    const good = new TextEncoder().encode(`a,b\n${'1,Köln\n'.repeat(400_000)}`);
    const content = new Uint8Array(good.length + 8);
    content.set(good);
    content.set(latin1('2,\xfc\xff\xfe\n'), good.length);
    const fault = await faultOf(readAll(content));
    expect(fault).toMatchObject({ code: 'file_encoding', place: { file: 'loans.csv' } });
    expect(fault.place.row).toBeGreaterThan(100_000);
  });

  it('is refused where text is cut inside a character', async () => {
    const whole = new TextEncoder().encode('a,b\n1,Köln\n2,Kö');
    expect(await faultOf(readAll(whole.slice(0, -1)))).toMatchObject({ code: 'file_encoding' });
  });

  it('are doubtful where bytes are words of no language', async () => {
    const word = Array.from({ length: 63 }, (_, at) => 0xff - ((at * 37) % 128));
    const { reading } = await readAll(bytes(0x61, 0x0a, ...word, 0x0a, ...word.toReversed(), 0x0a));
    expect(reading.certainty).toBeLessThan(0.7);
  });
});

describe('any text at all', () => {
  const cell = fc
    .string({ unit: 'grapheme', maxLength: 12 })
    .map((text) => text.replaceAll('\0', '').trim())
    .filter((text) => !isMissingToken(text) && !/^[=+\-@]/.test(text) && /\p{L}/u.test(text));

  it('comes back as it was written', async () => {
    const rows = fc.array(fc.tuple(cell, fc.double({ noNaN: true, min: -1e12, max: 1e12 }), cell), {
      minLength: 2,
      maxLength: 30,
    });
    await fc.assert(
      fc.asyncProperty(rows, async (written) => {
        const lines = written.map(([a, n, b]) => csvLine([`${a}~`, n, `${b}~`]));
        const { cells } = await readAll(`${csvLine(['first', 'number', 'last'])}${lines.join('')}`);
        expect(cells).toEqual(written.map(([a, n, b]) => [`${a}~`, n + 0, `${b}~`]));
      }),
    );
  });

  it('is either read or refused with a code', async () => {
    const soup = fc.array(
      fc.constantFrom(
        ',',
        ';',
        '"',
        '\n',
        '\r\n',
        '\t',
        '1',
        '2.5',
        'a',
        'ö',
        ' ',
        '__proto__',
        'NA',
        '2024-01-05',
      ),
      { maxLength: 60 },
    );
    await fc.assert(
      fc.asyncProperty(soup, async (parts) => {
        try {
          const { cells, columns, rows } = await readAll(parts.join(''));
          expect(cells).toHaveLength(rows);
          expect(new Set(columns.map(({ name }) => name)).size).toBe(columns.length);
        } catch (error) {
          expect(error).toBeInstanceOf(HearthError);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('of bytes too', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (content) => {
        try {
          await readAll(Uint8Array.from(content));
        } catch (error) {
          expect(error).toBeInstanceOf(HearthError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
