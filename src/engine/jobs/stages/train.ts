// The model trains: a new run, the one that this job began before, the best that it searched for, or the one that a person resumes.
import type { Recipe } from '../../../contract/model/recipe';
import { newId } from '../../../storage/store/ids';
import { findStudy } from '../../../storage/studies';
import type { StageContext, StageWork } from '../stage-context';
import { endOf, trainOnce } from '../train-once';

export const trainStage: StageWork = async (context) => {
  const { request, made } = context.record;
  const isResumed = request.kind === 'resume' || request.kind === 'judge';
  const id = isResumed ? request.runId : (made.runId ?? newId());
  await context.made({ runId: id });
  const run = await trainOnce(
    context,
    'train',
    id,
    isResumed
      ? null
      : {
          projectId: request.projectId,
          recipe: await bestRecipe(context.record, request.recipe),
          role: 'model',
          backend: request.backend,
        },
  );
  const end = endOf(context, run);
  context.control.isConcluding = end === null;
  return end;
};

/** The recipe of the run that the job's search proposed; the given one where it searched for nothing. */
async function bestRecipe({ made }: StageContext['record'], given: Recipe): Promise<Recipe> {
  const study = made.studyId ? await findStudy(made.studyId) : null;
  return study?.finalists.find(({ runId }) => runId !== null && runId === made.runId)?.recipe ?? given;
}
