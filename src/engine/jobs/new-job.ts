// The record of a job at its beginning.
import { jobPriority } from '../../contract/project/job-priority';
import type { JobRecord, JobRequest } from '../../contract/project/job-record';
import { newId } from '../../storage/store/ids';

/** A job that waits to be carried out. What the app does by itself waits for what a person asked for. */
export function newJob(request: JobRequest, priority: JobRecord['priority'] = jobPriority.person): JobRecord {
  const now = Date.now();
  return {
    id: newId(),
    projectId: request.projectId,
    priority,
    status: 'queued',
    request,
    stage: null,
    done: [],
    made: {
      partitionSha256: null,
      baselineId: null,
      baselineJudgementId: null,
      runId: null,
      judgementId: null,
      versionId: null,
      snapshotId: null,
    },
    fault: null,
    order: now,
    createdAt: now,
    startedAt: null,
    endedAt: null,
  };
}
