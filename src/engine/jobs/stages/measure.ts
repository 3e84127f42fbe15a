// The version is measured on this device, and its stored weights are hashed again.
import { HearthError } from '../../../contract/transport/fault';
import type { StageWork } from '../stage-context';

export const measureStage: StageWork = async ({ record: { made }, job, session }) => {
  if (made.versionId === null) throw new HearthError('not_found', { field: 'version' });
  const [{ measureLatency }, { verifyVersion }] = await Promise.all([
    import('../../serving/measure-latency'),
    import('../../release/register-version'),
  ]);
  await measureLatency(made.versionId, job.signal, session);
  await verifyVersion(made.versionId);
  return null;
};
