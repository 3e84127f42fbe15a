// The best that a search found become runs, the best first: trained on the rows that train, and judged on those that none of them saw.
import { newId } from '../../../storage/store/ids';
import type { Finalist, Study } from '../../../contract/model/search/study';
import { getStudy, saveStudy } from '../../../storage/studies';
import type { StageWork } from '../stage-context';
import { endOf, judgeOnce, trainOnce } from '../train-once';

export const finishStage: StageWork = async (context) => {
  const { request, made } = context.record;
  if (request.kind !== 'find' || !made.studyId) return null;
  let study = await getStudy(made.studyId);
  const note = async (change: Partial<Study>): Promise<void> => {
    study = { ...study, ...change };
    await saveStudy(study);
    context.job.emit({ kind: 'study', study, trial: null, trying: [], best: null });
  };
  const { projectId, backend } = request;
  for (const [place, { recipe, runId }] of study.finalists.entries()) {
    const id = runId ?? newId();
    const withRun = (each: Finalist, at: number) => (at === place ? { ...each, runId: id } : each);
    // The id first: a run that a crash cuts off is found again.
    if (runId === null) await note({ finalists: study.finalists.map(withRun) });
    const run = await trainOnce(context, 'finish', id, { projectId, recipe, role: 'model', backend });
    const end = endOf(context, run);
    if (end) {
      await note({ status: end.status === 'failed' ? 'failed' : 'paused', fault: end.fault });
      return end;
    }
    await judgeOnce(context, 'finish', run);
  }
  await note({ phase: 'done', status: 'done', endedAt: Date.now() });
  return null;
};
