// The rows are split: as the project's plan says, which the Data step shows, and as the recipe says, which the runs train on.
import { preparePartition, partitionOfRecipe } from '../../dataset/split/prepare-partition';
import { progressOf, type StageWork } from '../stage-context';

export const splitStage: StageWork = async (context) => {
  const { request } = context.record;
  if (!('recipe' in request)) return null;
  const job = progressOf(context, 'split');
  await preparePartition(request.projectId, job);
  const { sha256 } = await partitionOfRecipe(request.projectId, request.recipe, job);
  await context.made({ partitionSha256: sha256 });
  return null;
};
