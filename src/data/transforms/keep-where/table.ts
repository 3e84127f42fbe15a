// Works out windows over all rows.
import { mapRows } from '../../table/rows';
import { windowValues } from '../../table/window-values';
import { programOf, readerOn } from '../expressions';
import type { TablePart } from '../transform';
import { keptOf } from './step';

export const part: TablePart<'keep-where'> = {
  id: 'keep-where',
  async table({ expression }, rows) {
    const program = programOf(expression, rows.columns);
    if (program.windows.length === 0) return null;
    const over = await windowValues(program, rows);
    return mapRows(rows, rows.columns, () => {
      const windows = over.pass();
      return (batch) => keptOf(batch, readerOn(program, rows.columns, batch, windows(batch)));
    });
  },
};
