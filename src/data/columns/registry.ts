// The column types of data/columns, found by their folders. All code that handles a column of any type asks here.
import type { ColumnType } from '../../contract/data/column-types';
import type { Cell, Column } from '../../contract/data/dataset';
import type { ColumnTypeDefinition } from './column-type';
import type { ColumnValues } from './values';

const found = import.meta.glob<ColumnTypeDefinition>('./*/type.ts', { eager: true, import: 'definition' });

/** Every type's definition. */
export const columnTypeDefinitions: readonly ColumnTypeDefinition[] = Object.values(found);

const byId = new Map(columnTypeDefinitions.map((definition) => [definition.id, definition]));

/** What a type can do. */
export function columnTypeOf(id: ColumnType): ColumnTypeDefinition {
  const definition = byId.get(id);
  if (!definition) throw new Error(`no folder for column type ${id}`);
  return definition;
}

/** One cell as the table shows it: a date is milliseconds since 1970, an image is null. */
export function cellAt(column: Column, values: ColumnValues, row: number): Cell {
  return columnTypeOf(values.type).cell(column, values, row);
}

/** Whether the cell is missing; images never are. */
export function isMissingAt(values: ColumnValues, row: number): boolean {
  return columnTypeOf(values.type).isMissing(values, row);
}
