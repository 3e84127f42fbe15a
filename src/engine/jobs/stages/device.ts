// A recipe that cannot be trained on any device is refused before anything is prepared for it.
import { estimate } from '../../training/estimate';
import type { StageWork } from '../stage-context';

export const deviceStage: StageWork = async ({ record: { request } }) => {
  if (request.kind !== 'train' && request.kind !== 'run-all') return null;
  await estimate({ projectId: request.projectId, recipe: request.recipe });
  return null;
};
