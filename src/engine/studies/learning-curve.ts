// How the best model of a study does with fewer training rows: learnt anew from parts of each fold, and scored on the rows that the fold
// holds out. Not for the curve through these scores (domain/search/learning-curve.ts).
import type { Recipe } from '../../contract/model/recipe';
import type { SizedScores, Study } from '../../contract/model/search/study';
import type { EngineApi } from '../../contract/transport/engine-api';
import type { Job, Progress } from '../../contract/transport/job';
import { HearthError } from '../../contract/transport/fault';
import { judgeHeld, scoreHeld } from '../../domain/study/score-held';
import type { TrainControl } from '../../model/net/training/train-types';
import { getStudy, saveStudy } from '../../storage/studies';
import { fitFold } from './fit-fold';
import { StudyRows } from './study-rows';

/** Shares of the training rows; four sizes are the least that a curve goes through. */
const shares = [0.1, 0.2, 0.35, 0.6, 1] as const;
/** Folds that are learnt from at most: those of one division. */
const mostFolds = 5;

/** Learns and keeps the scores with the study. Throws `input_invalid` before the study has a best model, `aborted`. */
export async function measureLearningCurve(
  { studyId }: Parameters<EngineApi['measureLearningCurve']>[0],
  { signal, emit }: Job<Progress>,
): Promise<Study> {
  const study = await getStudy(studyId);
  const best = study.finalists[0];
  if (!best) throw new HearthError('input_invalid', { field: 'study' }, { id: studyId });
  const control: TrainControl = { intent: 'go' };
  const end = () => (control.intent = 'pause');
  signal.addEventListener('abort', end);
  try {
    const rows = await StudyRows.open(study.projectId, best.recipe, study.plan, signal);
    const folds = Math.min(mostFolds, rows.folds);
    const learningCurve: SizedScores[] = [];
    for (const [place, share] of shares.entries()) {
      const sizes: number[] = [];
      const scores: number[] = [];
      for (let index = 0; index < folds; index++) {
        signal.throwIfAborted();
        const score = await scorePart({ rows, study, recipe: best.recipe, control }, index, share);
        if (control.intent !== 'go') throw new HearthError('aborted');
        if (score !== null) {
          sizes.push(score.rows);
          scores.push(score.score);
        }
        const done = place * folds + index + 1;
        emit({ kind: 'progress', stage: 'fold', done, total: shares.length * folds, unit: 'items' });
      }
      // Rows that are too few for the model, such as of a single class, say nothing.
      if (scores.length === folds)
        learningCurve.push({ rows: sizes.reduce((sum, size) => sum + size, 0) / folds, scores });
    }
    // As it stands by now: nothing else of it was changed here.
    const measured: Study = { ...(await getStudy(studyId)), learningCurve };
    await saveStudy(measured);
    return measured;
  } finally {
    signal.removeEventListener('abort', end);
  }
}

interface Subject {
  rows: StudyRows;
  study: Study;
  recipe: Recipe;
  control: TrainControl;
}

/** Faults of the device or the store are no answer. */
const ofDevice = /^(aborted|internal|storage_|gpu_|out_of_memory|not_found)/;

async function scorePart(
  { rows, study, recipe, control }: Subject,
  index: number,
  share: number,
): Promise<{ rows: number; score: number } | null> {
  try {
    const fold = await rows.part(recipe, index, share);
    const result = await fitFold(recipe, fold, control);
    if (!result) return null;
    const { outputs, columns } = result;
    const held = judgeHeld(recipe.task, rows.classes, { actual: fold.held.actual, outputs, columns });
    const score = scoreHeld(study.plan.metric, held);
    return score === null ? null : { rows: fold.batches.trainRows, score };
  } catch (thrown) {
    if (!(thrown instanceof HearthError) || ofDevice.test(thrown.fault.code)) throw thrown;
    return null;
  }
}
