// How a person wants a file to be read, where what is found of it is wrong. Kept with the version that was read so, for the next file.
import * as v from 'valibot';
import type { ColumnType } from '../column-types';
import { fileOptions } from './file-options';
import { sheetOptions } from './sheet-options';
import { textOptions } from './text-options';

/** What a column of a table may be said to be. */
export const tableTypes = ['number', 'category', 'datetime', 'text'] as const satisfies readonly ColumnType[];
export type TableType = (typeof tableTypes)[number];

export const openChoices = v.strictObject({
  text: v.exactOptional(textOptions),
  sheet: v.exactOptional(sheetOptions),
  files: v.exactOptional(fileOptions),
  /** Of an archive or a folder with tables: which of them. */
  entry: v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(4096))),
  /** Cells that do not fit their column: missing, a reason to leave their rows out, or one to stop. */
  cells: v.exactOptional(v.picklist(['missing', 'drop', 'stop'])),
  /** By the column's name. */
  types: v.exactOptional(v.record(v.string(), v.picklist(tableTypes))),
});
export type OpenChoices = v.InferOutput<typeof openChoices>;
