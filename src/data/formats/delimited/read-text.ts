// The cells and lines of a CSV or TSV file as they are written: nothing is read into them.
import { HearthError } from '../../../contract/transport/fault';
import type { TextReadOptions, TextTable } from '../../rows/text-table';
import { filePlace, type NamedBlob } from '../bytes';
import { openTable, TableRows } from './rows';

/** Opens a file as text. @throws HearthError as `readTable`. */
export async function readText(
  file: NamedBlob,
  { signal, onProgress, ragged }: TextReadOptions,
  expected: readonly string[],
): Promise<TextTable> {
  // Answers are given while the file is read: what its text is must be sure before.
  const table = await openTable(file, {
    ...{ signal, expected, wholly: true },
    asks: ragged === 'keep' || ragged === 'drop',
  });
  const { names, delimiter, header, headerWidth, lineWidth } = table.dialect;
  let above: readonly string[] = [];
  return {
    names,
    delimiter,
    hasHeader: header > 0,
    headerWidth,
    lineWidth,
    marked: table.marked,
    above: () => above,
    async *rows() {
      const reader = new TableRows(table, { withLines: true });
      let rows = 0;
      for await (const block of reader.read(signal)) {
        above = reader.above;
        rows += block.rows.length;
        onProgress(block.bytesDone, file.size);
        yield { firstRow: block.firstRow, cells: block.rows, lines: block.lines, reasons: block.reasons };
      }
      if (rows === 0) throw new HearthError('file_header_only', filePlace(file), { columns: names.length });
    },
  };
}
