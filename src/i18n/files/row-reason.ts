// Why a row of a file is not as its table's names say, in words.
import type { UnreadReason } from '../../contract/release/scoring';
import { m } from '../paraglide/messages.js';

const names: Record<UnreadReason, () => string> = {
  short: m.data_row_short,
  long: m.data_row_long,
  empty: m.data_row_empty,
  comment: m.data_row_comment,
  ruled: m.data_row_ruled,
  footer: m.data_row_footer,
  total: m.data_row_total,
  cell: m.data_row_cell,
};

/** The reason in the current language. */
export function rowReasonName(reason: UnreadReason): string {
  return names[reason]();
}
