// The last report about this device: measured once, kept until it is asked for again.
import type { DeviceReport } from '../contract/device';
import { stored } from './database';

/** The report kept, or null. */
export async function getDeviceReport(): Promise<DeviceReport | null> {
  const kept = await stored((db) => db.device.get('report'));
  return kept && 'report' in kept ? kept.report : null;
}

/** Keeps a report in place of the one before. */
export async function saveDeviceReport(report: DeviceReport): Promise<void> {
  await stored((db) => db.device.put({ key: 'report', report }));
}
