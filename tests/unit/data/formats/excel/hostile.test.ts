// Workbooks that are cut, damaged, locked, old, or made to harm: each is refused with its place, at once.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { faultOf, fileOf, readAll } from '../../read';

const plain = new Uint8Array(readFileSync('tests/fixtures/excel/plain.xlsx'));

const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
/** A workbook of one sheet with this XML. */
function workbook(sheet: string, others: Record<string, Uint8Array> = {}): Uint8Array<ArrayBuffer> {
  return zipSync({
    'xl/workbook.xml': strToU8(
      `<workbook xmlns:r="${relations}"><sheets><sheet name="One" sheetId="1" r:id="a"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `<Relationships><Relationship Id="a" Type="${relations}/worksheet" Target="worksheets/one.xml"/></Relationships>`,
    ),
    'xl/worksheets/one.xml': strToU8(sheet),
    ...others,
  });
}
const rowsOf = (rows: string): string => `<worksheet><sheetData>${rows}</sheetData></worksheet>`;
const faultIn = (bytes: Uint8Array<ArrayBuffer>, name = 'book.xlsx') => faultOf(readAll(fileOf(bytes, name)));

/** Changes a field of four bytes in the directory's entry of a part. */
function withField(bytes: Uint8Array<ArrayBuffer>, part: string, field: number, value: number) {
  const changed = bytes.slice();
  const view = new DataView(changed.buffer);
  const name = strToU8(part);
  for (let at = 0; at < changed.length - 46; at++)
    if (view.getUint32(at, true) === 0x02014b50 && name.every((byte, i) => changed[at + 46 + i] === byte))
      view.setUint32(at + field, value, true);
  return changed;
}

it('a workbook of XML alone opens, as small writers make them', async () => {
  const { columns, cells } = await readAll(
    fileOf(
      workbook(
        rowsOf(
          '<row r="1"><c r="A1" t="inlineStr"><is><t>a&amp;b</t></is></c><c r="B1" t="str"><v>n</v></c></row>' +
            '<row r="2"><c r="A2" t="b"><v>1</v></c><c r="B2"><v>2.5</v></c></row>' +
            '<row r="3"><c r="A3" t="b"><v>0</v></c><c r="B3"><v>3.5</v></c></row>',
        ),
      ),
      'book.xlsx',
    ),
  );
  expect(columns.map(({ name, type }) => [name, type])).toEqual([
    ['a&b', 'category'],
    ['n', 'number'],
  ]);
  expect(cells).toEqual([
    ['true', 2.5],
    ['false', 3.5],
  ]);
});

describe('a size', () => {
  const book = workbook(rowsOf('<row r="1"><c r="A1"><v>1</v></c></row>'));
  const sheet = 'xl/worksheets/one.xml';

  it('that is said to be too large is refused before anything is unpacked', async () => {
    expect(await faultIn(withField(book, sheet, 24, 0xf0000000))).toMatchObject({
      code: 'file_excessive',
      place: { file: 'book.xlsx' },
    });
  });

  it('that is smaller or larger than what is there is damage', async () => {
    for (const bytes of [10, 5000]) {
      const fault = await faultIn(withField(book, sheet, 24, bytes));
      expect([fault.code, fault.params['format']]).toEqual(['file_damaged', 'Excel']);
    }
  });

  it('of a bomb stops where its words end: 200 MB of blanks in 200 kB that says 1 MB', async () => {
    const bomb = workbook(' '.repeat(200 * 1024 ** 2));
    expect((await faultIn(bomb)).code).toBe('file_excessive');
    expect((await faultIn(withField(bomb, sheet, 24, 1024 ** 2))).code).toBe('file_damaged');
  });

  it('of a sheet whose two cells span all of it is refused', async () => {
    const far = new Uint8Array(readFileSync('tests/fixtures/excel/far.xlsx'));
    expect(await faultIn(far, 'far.xlsx')).toMatchObject({
      code: 'file_excessive',
      params: { cells: 1_048_576 * 16_384 },
    });
  });
});

describe('a file that is no workbook', () => {
  const compound = (entry: string): Uint8Array<ArrayBuffer> => {
    const bytes = new Uint8Array(4096);
    bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    new DataView(bytes.buffer).setUint32(48, 1, true);
    for (const [at, letter] of [...entry].entries()) bytes[1024 + at * 2] = letter.charCodeAt(0);
    return bytes;
  };

  it('but of Excel before 2007, or protected, is told as such', async () => {
    expect(await faultIn(compound('Workbook'), 'old.xls')).toMatchObject({
      code: 'file_kind_unknown',
      params: { kind: 'xls' },
    });
    expect((await faultIn(compound('EncryptedPackage'), 'locked.xlsx')).code).toBe('file_encrypted');
    const part = 'xl/worksheets/one.xml';
    expect((await faultIn(withField(workbook(rowsOf('')), part, 8, 0x80001))).code).toBe('file_encrypted');
  });

  it('but a binary one, or a document of another program, is refused as its kind', async () => {
    const binary = zipSync({ 'xl/workbook.bin': strToU8('x') });
    expect((await faultIn(binary, 'b.xlsb')).params['kind']).toBe('xlsb');
    const document = zipSync({ '[Content_Types].xml': strToU8('x'), 'word/document.xml': strToU8('x') });
    expect((await faultIn(document, 'letter.docx')).params['kind']).toBe('zip');
  });
});

it('XML without an end, or of nothing but beginnings, costs no more than other text', async () => {
  for (const xml of [
    '<c '.repeat(500_000),
    `<c r="A${'1'.repeat(400_000)}`,
    rowsOf('<row><c r="A'.repeat(100_000)),
  ])
    expect((await faultIn(workbook(xml))).code).toMatch(/^(file_damaged|sheet_empty)$/);
});

it('a reference to text that is not there, and cells out of order, are damage', async () => {
  for (const cells of ['<c r="A1" t="s"><v>9</v></c>', '<c r="B1"><v>1</v></c><c r="A1"><v>1</v></c>'])
    expect((await faultIn(workbook(rowsOf(`<row r="1">${cells}</row>`)))).code).toBe('file_damaged');
});

it('any change or cut of a workbook gives a table or one of its faults', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(plain.length - 1), fc.nat(255)), { maxLength: 8 }),
      fc.oneof(fc.constant(plain.length), fc.integer({ min: 100, max: plain.length })),
      async (changes, length) => {
        const bytes = plain.slice(0, length);
        for (const [at, byte] of changes) if (at < length) bytes[at] = byte;
        const outcome = await readAll(fileOf(bytes, 'book.xlsx')).then(
          () => 'table',
          (thrown: { fault?: { code: string } }) => thrown.fault?.code ?? String(thrown),
        );
        expect(outcome).toMatch(/^(table|file_\w+|sheet_\w+)$/);
      },
    ),
    { numRuns: 120, seed: 7 },
  );
});
