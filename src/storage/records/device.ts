// What is known of this device: its last report, its tiles; when a project was last saved as a file from it.
import type { DeviceReport, DeviceTiles } from '../../contract/model/device';
import { defineDeviceTable } from '../registry/definition';

/** One fact of the device, by its key. */
export type StoredDevice =
  | { key: 'report'; report: DeviceReport }
  | { key: 'tiles'; tiles: DeviceTiles }
  | { key: `saved:${string}`; at: number };

declare module '../registry/definition' {
  interface DeviceRecords {
    device: { record: StoredDevice; key: string };
  }
}

/** The table of what is known of this device. */
export const device = defineDeviceTable('device', [{ since: 1, keys: 'key' }]);
