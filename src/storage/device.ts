// The last report about this device, and the tiles that were fastest on it: measured once, kept until asked for again.
import type { DeviceReport, DeviceTiles } from '../contract/model/device';
import { stored } from './store/database';

/** The report kept, or null. */
export async function getDeviceReport(): Promise<DeviceReport | null> {
  const kept = await stored((db) => db.device.get('report'));
  return kept && 'report' in kept ? kept.report : null;
}

/** Keeps a report in place of the one before. */
export async function saveDeviceReport(report: DeviceReport): Promise<void> {
  await stored((db) => db.device.put({ key: 'report', report }));
}

/** The tiles kept, or null. */
export async function getDeviceTiles(): Promise<DeviceTiles | null> {
  const kept = await stored((db) => db.device.get('tiles'));
  return kept && 'tiles' in kept ? kept.tiles : null;
}

/** Keeps tiles in place of those before. */
export async function saveDeviceTiles(tiles: DeviceTiles): Promise<void> {
  await stored((db) => db.device.put({ key: 'tiles', tiles }));
}
