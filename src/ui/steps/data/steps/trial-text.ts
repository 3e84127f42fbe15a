// What a step would do to the first rows, in few words.
import type { StepPreview } from '../../../../contract/transport/data-api';
import { formatNumber } from '../../../../i18n/format';
import { m } from '../../../../i18n/paraglide/messages.js';

const rowsText = (rows: number): string => m.data_rows({ count: rows, shown: formatNumber(rows) });

/** Rows that would go, or cells that would change; of rows of another kind or order, the table that would come out. */
export function trialText({ inPlace, rowsBefore, rowsAfter, changed, columns }: StepPreview): string {
  if (!inPlace) {
    const across = m.data_column_count({ count: columns, shown: formatNumber(columns) });
    return `${rowsText(rowsBefore)} → ${rowsText(rowsAfter)} × ${across}`;
  }
  const gone = rowsBefore - rowsAfter;
  if (gone > 0) return m.data_steps_rows_gone({ count: gone, shown: formatNumber(gone) });
  return m.data_cells({ count: changed, shown: formatNumber(changed) });
}
