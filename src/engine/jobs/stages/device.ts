// The device is measured where the engine is to choose the backend, and a recipe that cannot be trained is refused before anything is.
import { HearthError, toFault, type FaultCode } from '../../../contract/transport/fault';
import { probeDevice } from '../../device/shared-probe';
import { familyOf } from '../../../model/families/registry';
import { estimate } from '../../training/estimate';
import type { StageWork } from '../stage-context';

/** After these the thread, or the person, has the word; anything else a training says better itself. */
const deciding: readonly FaultCode[] = ['aborted', 'gpu_lost', 'out_of_memory'];

export const deviceStage: StageWork = async ({ record: { request }, session, job }) => {
  if (request.kind !== 'train' && request.kind !== 'run-all') return null;
  if (request.backend === null && familyOf(request.recipe.model.family).needsBackend) {
    try {
      const report = await probeDevice(
        { again: false },
        { signal: job.signal, emit: (event) => job.emit({ kind: 'device', event }) },
        session,
      );
      job.emit({ kind: 'probed', report });
    } catch (thrown) {
      if (deciding.includes(toFault(thrown).code)) throw thrown;
      if (!(thrown instanceof HearthError)) console.warn(thrown);
    }
  }
  await estimate({ projectId: request.projectId, recipe: request.recipe });
  return null;
};
