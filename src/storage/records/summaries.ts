// The start screen's line about each project: derived, dropped by storage/views/keep-rows.ts where a commit changes it, made anew when asked for.
import { defineDeviceTable } from '../registry/definition';
import type { StoredSummary } from '../views/row-makers';

declare module '../registry/definition' {
  interface DeviceRecords {
    summaries: { record: StoredSummary; key: string };
  }
}

/** The table of project summaries. */
export const summaries = defineDeviceTable('summaries', [{ since: 2, keys: 'id' }]);
