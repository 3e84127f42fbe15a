// The cells and lines of a CSV or TSV file as they are written: nothing is read into them.
import { HearthError } from '../../../contract/transport/fault';
import type { ReadOptions } from '../../rows/reading';
import type { TextTable } from '../../rows/text-table';
import { filePlace, type NamedBlob } from '../bytes';
import { openTable, readRows } from './rows';

/** Opens a file as text. @throws HearthError as `readTable`. */
export async function readText(
  file: NamedBlob,
  { signal, onProgress }: ReadOptions,
  expected: readonly string[],
): Promise<TextTable> {
  const table = await openTable(file, signal, expected);
  const { names, delimiter, hasHeader } = table.dialect;
  let above: readonly string[] = [];
  return {
    names,
    delimiter,
    hasHeader,
    marked: table.marked,
    above: () => above,
    async *rows() {
      let rows = 0;
      for await (const block of readRows(table, signal, true)) {
        above = block.above;
        rows += block.rows.length;
        onProgress(block.bytesDone, file.size);
        yield { firstRow: block.firstRow, cells: block.rows.map(withoutReturn), lines: block.lines };
      }
      if (rows === 0) throw new HearthError('file_header_only', filePlace(file), { columns: names.length });
    },
  };
}

/** The carriage return before a line feed belongs to the line end, not to the last cell. */
function withoutReturn(cells: string[]): string[] {
  const last = cells.length - 1;
  const cell = cells[last];
  return cell?.endsWith('\r') ? cells.with(last, cell.slice(0, -1)) : cells;
}
