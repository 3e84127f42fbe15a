// The model trains: a new run, the one that this job began before, or the one that a person resumes.
import { newId } from '../../../storage/store/ids';
import type { StageWork } from '../stage-context';
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
          recipe: request.recipe,
          role: 'model',
          backend: request.backend,
        },
  );
  const end = endOf(context, run);
  context.control.isConcluding = end === null;
  return end;
};
