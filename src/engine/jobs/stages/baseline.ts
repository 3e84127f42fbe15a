// A baseline of the same partition, trained and judged; one that is there is taken as it is.
import { baselineRecipe } from '../../../domain/baseline';
import { newId } from '../../../storage/store/ids';
import { finishedBaseline, unfinishedBaseline, wantsBaseline } from '../baseline-rule';
import type { StageWork } from '../stage-context';
import { endOf, judgeOnce, projectRuns, trainOnce } from '../train-once';

export const baselineStage: StageWork = async (context) => {
  const { request, made } = context.record;
  if (!('recipe' in request)) return null;
  // Run all and a search report the comparison, whatever the model's family.
  if (request.kind === 'train' && !wantsBaseline(request.recipe)) return null;
  const { projectId, recipe, backend } = request;
  const runs = await projectRuns(context);
  const partition = made.partitionSha256 ?? '';
  const known = finishedBaseline(runs, partition) ?? unfinishedBaseline(runs, partition);
  const id = made.baselineId ?? known?.id ?? newId();
  await context.made({ baselineId: id });
  const role = 'baseline';
  const run = await trainOnce(context, 'baseline', id, {
    projectId,
    recipe: baselineRecipe(recipe),
    role,
    backend,
  });
  const end = endOf(context, run);
  if (end) return end;
  await context.made({ baselineJudgementId: await judgeOnce(context, 'baseline', run) });
  // Who stops a baseline of a training does not want the model after it; Run all takes it as it is.
  return request.kind === 'train' && context.control.asked === 'stop'
    ? { status: 'cancelled', fault: null }
    : null;
};
