// Jobs begun on this device. They are in no project file: what they made is, and an unfinished one could not go on elsewhere.
import type { JobRecord } from '../../contract/project/job-record';
import { defineDeviceTable } from '../registry/definition';

declare module '../registry/definition' {
  interface DeviceRecords {
    jobs: { record: JobRecord; key: string };
  }
}

/** The table of jobs. */
export const jobs = defineDeviceTable('jobs', [{ since: 2, keys: 'id, projectId' }]);
