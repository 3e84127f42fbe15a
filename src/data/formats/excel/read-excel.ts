// An Excel workbook as a typed table: one of its sheets.
import { HearthError } from '../../../contract/transport/fault';
import type { TableReading } from '../../rows/reading';
import { filePlace, readHead, readPart, type NamedBlob } from '../bytes';
import { decoding } from '../damaged-file';
import type { FileReadOptions } from '../format';
import { compoundFile, startsWith } from '../other-kinds';
import { readTypedTable } from '../typed-table';
import { readOneSheet } from './one-sheet';
import { sheetTable, type SheetTable } from './sheet-table';
import { openWorkbook, type Workbook, type WorkbookSheet } from './workbook';

const name = 'Excel';

/**
 * @throws HearthError `file_kind_unknown` for kinds from before 2007 and binary ones, `file_encrypted`, `file_excessive`, `file_damaged`,
 *   `sheet_unknown` with the names of those that there are, `file_empty`, `file_header_only`, `aborted`.
 */
export async function readExcel(file: NamedBlob, options: FileReadOptions): Promise<TableReading> {
  const { signal, sheet: given = {} } = options;
  if (startsWith(await readHead(file, compoundFile.length), compoundFile)) throw await compoundFault(file);
  const book = await decoding(file, name, () => openWorkbook(file, signal));
  const read = async (sheet: WorkbookSheet): Promise<{ sheet: WorkbookSheet; table: SheetTable }> => ({
    sheet,
    table: sheetTable(await decoding(file, name, () => readOneSheet(file, book, sheet, signal)), given),
  });
  const { sheet, table } =
    given.sheet === undefined
      ? await firstTable(file, book, read)
      : await read(namedSheet(file, book, given.sheet));
  if (table.names.length === 0) throw new HearthError('sheet_empty', filePlace(file), { sheet: sheet.name });
  const reading = await readTypedTable(file, table, options);
  const { lines } = table;
  return Object.assign(reading, {
    sheet: { name: sheet.name, all: book.sheets.map((each) => each.name) },
    lines,
  });
}

/** The first sheet in view that has a table, as covers and notes have none; else the first. */
async function firstTable<T extends { table: SheetTable }>(
  file: NamedBlob,
  { sheets }: Workbook,
  read: (sheet: WorkbookSheet) => Promise<T>,
): Promise<T> {
  const inView = sheets.filter(({ isHidden }) => !isHidden);
  let first: T | null = null;
  for (const sheet of inView.length > 0 ? inView : sheets) {
    const found = await read(sheet);
    if (found.table.rows > 0 && found.table.names.length > 1) return found;
    // One column is a table where no sheet has more.
    if (first === null || (first.table.rows === 0 && found.table.rows > 0)) first = found;
  }
  if (first) return first;
  throw new HearthError('sheet_unknown', filePlace(file));
}

function namedSheet(file: NamedBlob, { sheets }: Workbook, wanted: string): WorkbookSheet {
  const found = sheets.find((each) => each.name === wanted);
  if (found) return found;
  const names = sheets.map((each) => each.name);
  throw new HearthError('sheet_unknown', filePlace(file), {
    sheet: wanted,
    sheets: names.slice(0, 20).join(', '),
  });
}

/** Which of the two kinds of compound file it is: the directory of an encrypted one names its package. */
async function compoundFault(file: NamedBlob): Promise<HearthError> {
  const header = new DataView((await readHead(file, 512)).buffer);
  const sector = header.byteLength < 52 ? 0 : header.getUint32(48, true);
  const start = (sector + 1) * 512;
  const directory =
    start < file.size ? await readPart(file, start, Math.min(file.size, start + 4096)) : new Uint8Array();
  const isEncrypted = new TextDecoder('utf-16le').decode(directory).includes('EncryptedPackage');
  return isEncrypted
    ? new HearthError('file_encrypted', filePlace(file))
    : new HearthError('file_kind_unknown', filePlace(file), { kind: 'xls' });
}
