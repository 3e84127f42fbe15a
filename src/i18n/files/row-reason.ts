// Why a row of a file is not as its table's names say, in words.
import type { RowReason } from '../../contract/data/table-lines';
import { m } from '../paraglide/messages.js';

const names: Record<RowReason, () => string> = {
  short: m.data_row_short,
  long: m.data_row_long,
  empty: m.data_row_empty,
  comment: m.data_row_comment,
  ruled: m.data_row_ruled,
  footer: m.data_row_footer,
  total: m.data_row_total,
};

/** The reason in the current language. */
export function rowReasonName(reason: RowReason): string {
  return names[reason]();
}
