// Rows of large records, for lists and E: derived, kept by storage/views/keep-rows.ts, never in a file.
import { defineDeviceTable } from '../registry/definition';
import { fillRows } from '../views/fill-rows';
import type { PackKey, RowPack } from '../views/row-makers';

declare module '../registry/definition' {
  interface DeviceRecords {
    rows: { record: RowPack; key: PackKey };
  }
}

/** The table of rows. */
export const rows = defineDeviceTable('rows', [
  { since: 2, keys: '[projectId+table+bucket], *ids', fill: fillRows },
  // Rows of judgements have their comparison.
  { since: 3, fill: fillRows },
  // They are text, and a record that goes is looked for by its pack. Rows of judgements have no calibration error of another form, and
  // those of altered snapshots say that they are.
  { since: 5, keys: '[projectId+table+bucket], [table+bucket]', fill: fillRows },
]);
