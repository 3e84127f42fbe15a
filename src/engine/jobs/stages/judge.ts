// The run is judged on rows that it never saw, once.
import { HearthError } from '../../../contract/transport/fault';
import { getRun } from '../../../storage/runs';
import type { StageWork } from '../stage-context';
import { judgeOnce } from '../train-once';

export const judgeStage: StageWork = async (context) => {
  const { request, made } = context.record;
  const runId = request.kind === 'judge' ? request.runId : made.runId;
  if (runId === null) throw new HearthError('not_found', { field: 'run' });
  context.control.isConcluding = true;
  const judgementId = await judgeOnce(context, 'judge', await getRun(runId));
  await context.made({ runId, judgementId });
  return null;
};
