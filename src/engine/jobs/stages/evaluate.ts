// E is computed from everything on record.
import type { StageWork } from '../stage-context';

export const evaluateStage: StageWork = async ({ record, job, made }) => {
  const { evaluateProject } = await import('../../project/evaluate-project');
  await made({ snapshotId: (await evaluateProject(record.projectId, job.signal)).id });
  return null;
};
