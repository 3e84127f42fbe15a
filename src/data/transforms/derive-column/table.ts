// Works out windows over all rows.
import { mapRows } from '../../table/rows';
import { windowValues } from '../../table/window-values';
import { programOf, readerOn } from '../expressions';
import { placeColumn, withColumn } from '../new-column';
import type { TablePart } from '../transform';
import { derivedColumn, valuesOf } from './step';

export const part: TablePart<'derive-column'> = {
  id: 'derive-column',
  async table({ column: name, expression }, rows) {
    const { columns } = rows;
    const program = programOf(expression, columns);
    if (program.windows.length === 0) return null;
    const derived = derivedColumn(name, program);
    const over = await windowValues(program, rows);
    return mapRows(rows, placeColumn(columns, derived), () => {
      const windows = over.pass();
      return withColumn(columns, name, (batch) =>
        valuesOf(derived, readerOn(program, columns, batch, windows(batch)), batch.rows),
      );
    });
  },
};
