// A version of the judged run; the same weights under the same judgement give the one that is there.
import { HearthError } from '../../../contract/transport/fault';
import type { StageWork } from '../stage-context';

export const registerStage: StageWork = async ({ record: { request, made: before }, made }) => {
  if (request.kind !== 'run-all') return null;
  if (before.runId === null) throw new HearthError('not_found', { field: 'run' });
  const { registerVersion } = await import('../../release/register-version');
  await made({ versionId: (await registerVersion(before.runId, request.locale)).id });
  return null;
};
