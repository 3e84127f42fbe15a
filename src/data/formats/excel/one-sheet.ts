// One sheet of a workbook as rows of cells with their types. read-excel-file understands the XML; it gets a workbook of this sheet alone,
// unpacked and checked here, since it would unpack all of any file at once, in workers that the app's policy does not allow.
import { zipSync } from 'fflate';
import { readSheet } from 'read-excel-file/universal';
import { HearthError } from '../../../contract/transport/fault';
import { filePlace, type NamedBlob } from '../bytes';
import type { Workbook, WorkbookSheet } from './workbook';
import { unpackPart } from './zip-parts';

export type SheetCell = string | number | boolean | Date | null;

/** Bytes of XML that a sheet and its texts may unpack to: about four times as many are in use while it is read. */
const mostBytes = 128 * 1024 ** 2;
/** Cells of the rectangle that a sheet's values lie in. */
const mostCells = 20_000_000;

const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const head = '<?xml version="1.0" encoding="UTF-8"?>';

/**
 * Rows from the sheet's first, cells from its column A, all rows as long as each other.
 * @throws Error where the sheet cannot be understood; HearthError `file_excessive`, as `unpackPart`.
 */
export async function readOneSheet(
  file: NamedBlob,
  book: Workbook,
  { part }: WorkbookSheet,
  signal: AbortSignal,
): Promise<SheetCell[][]> {
  const wanted = [part, book.sharedStrings, book.styles].flatMap((each) => each ?? []);
  const bytes = wanted.reduce((sum, each) => sum + each.bytes, 0);
  // What is said is refused before anything is unpacked; what is unpacked is never more than was said.
  if (bytes > mostBytes) throw new HearthError('file_excessive', filePlace(file), { bytes });
  const sheet = boundedSheet(file, await unpackPart(file, part, signal));
  const parts: Record<string, Uint8Array> = {
    'xl/workbook.xml': encode(
      `${head}<workbook xmlns:r="${relations}"><workbookPr date1904="${book.from1904 ? 1 : 0}"/><sheets><sheet name="1" sheetId="1" r:id="r1"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': encode(
      `${head}<Relationships>${relation('r1', 'worksheet', 'sheet.xml')}${relation('r2', 'sharedStrings', 'sharedStrings.xml')}${relation('r3', 'styles', 'styles.xml')}</Relationships>`,
    ),
    'xl/sheet.xml': sheet,
  };
  if (book.sharedStrings) parts['xl/sharedStrings.xml'] = await unpackPart(file, book.sharedStrings, signal);
  if (book.styles) parts['xl/styles.xml'] = await unpackPart(file, book.styles, signal);
  const plain = zipSync(parts, { level: 0 });
  const rows = await readSheet(new Blob([plain]), 1);
  return rows as unknown as SheetCell[][];
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const relation = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="${relations}/${type}" Target="${target}"/>`;

/** A cell's tag. Its length is bounded, so that text without ends costs no more than other text. */
const cellTag = /<(?:\w{1,20}:)?c\s([^<>]{0,400})>/g;
const place = /(?:^|\s)r="([A-Z]{1,3})(\d{1,7})"/;

/** The sheet without cells that only have a format: they may reach to its last row and column. @throws HearthError `file_excessive`. */
function boundedSheet(file: NamedBlob, bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  checkTags(bytes);
  const xml = new TextDecoder().decode(bytes);
  let [rows, columns, formatted] = [0, 0, 0];
  for (const [, attributes = ''] of xml.matchAll(cellTag)) {
    if (attributes.endsWith('/')) {
      formatted++;
      continue;
    }
    const [, letters = '', digits = ''] = place.exec(attributes) ?? [];
    rows = Math.max(rows, Number(digits));
    columns = Math.max(columns, columnNumber(letters));
  }
  if (rows * columns > mostCells)
    throw new HearthError('file_excessive', filePlace(file), { cells: rows * columns });
  if (formatted === 0) return bytes;
  return new TextEncoder().encode(xml.replace(cellTag, (tag) => (tag.endsWith('/>') ? '' : tag)));
}

/** From the end of a tag to that of the next: a cell has at most 32,767 characters. */
const longestTag = 400_000;

/**
 * The parser looks at an open tag again with every piece of text, and takes ever smaller pieces while that is slow: one that never closes would
 * never be done. @throws Error where a tag and the text before it are longer than any can be.
 */
function checkTags(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(0x3e, at);
    if ((end < 0 ? bytes.length : end) - at > longestTag) throw new Error('a tag that does not end');
    if (end < 0) return;
    at = end + 1;
  }
}

/** A column's letters as its number, from 1. */
export function columnNumber(letters: string): number {
  let number = 0;
  for (const letter of letters) number = number * 26 + letter.charCodeAt(0) - 64;
  return number;
}
