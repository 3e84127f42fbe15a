// A version of the proposed run: the model that was trained, an earlier one that is better, or the baseline where no model is. The same
// weights under the same judgement give the version that is there.
import { HearthError } from '../../../contract/transport/fault';
import { proposedModel } from '../../../domain/choice/proposal';
import { getProjectRecord } from '../../../storage/projects';
import { rowsOf } from '../../../storage/views/rows';
import type { StageWork } from '../stage-context';

export const registerStage: StageWork = async ({ record: { request, made: before }, made }) => {
  if (request.kind !== 'run-all') return null;
  if (before.runId === null) throw new HearthError('not_found', { field: 'run' });
  const { projectId, locale } = request;
  const records = {
    project: await getProjectRecord(projectId),
    runs: await rowsOf(projectId, 'runs'),
    judgements: await rowsOf(projectId, 'judgements'),
  };
  const proposed = proposedModel(records)?.proposed.run.id ?? before.runId;
  const { registerVersion } = await import('../../release/register-version');
  await made({ versionId: (await registerVersion(proposed, locale)).id });
  return null;
};
