// E is computed from everything on record.
import { HearthError } from '../../../contract/transport/fault';
import type { StageWork } from '../stage-context';

export const evaluateStage: StageWork = async ({ record, job, made }) => {
  const { evaluateProject } = await import('../../project/evaluate-project');
  const { id, unkept } = await evaluateProject(record.projectId, job.signal);
  // A job says what it made: it waits for room rather than name what is not there.
  if (unkept) throw new HearthError('storage_full');
  await made({ snapshotId: id });
  return null;
};
