// A file's rows as they are written, for scoring them and giving them back. Types are not inferred: the model's signature tells them.
import type { InputRow } from '../../../contract/transport/engine-api';
import { HearthError } from '../../../contract/transport/fault';
import type { ReadOptions } from '../../rows/reading';
import { filePlace, type NamedBlob } from '../bytes';
import { openTable, readRows } from './rows';

/** A file's names and rows; the rows come once. */
export interface RawTable {
  names: string[];
  /** `firstRow` counts from 0; cells are trimmed. */
  blocks(): AsyncGenerator<{ firstRow: number; rows: string[][] }>;
}

/** Opens a table without looking at what its cells mean. @throws HearthError as `readTable` does. */
export async function openRawTable(file: NamedBlob, { signal, onProgress }: ReadOptions): Promise<RawTable> {
  const table = await openTable(file, signal);
  return {
    names: table.dialect.names,
    async *blocks() {
      let rows = 0;
      for await (const block of readRows(table, signal)) {
        rows += block.rows.length;
        yield { firstRow: block.firstRow, rows: block.rows.map((row) => row.map((cell) => cell.trim())) };
        onProgress(block.bytesDone, file.size);
      }
      if (rows === 0)
        throw new HearthError('file_header_only', filePlace(file), { columns: table.dialect.names.length });
    },
  };
}

/** Cells as an input row by name; a column called `__proto__` is one like any other. */
export function inputRowOf(names: readonly string[], cells: readonly string[]): InputRow {
  const row = Object.create(null) as InputRow;
  names.forEach((name, index) => {
    row[name] = cells[index] ?? null;
  });
  return row;
}
