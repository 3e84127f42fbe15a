// One model learnt on one fold and asked about the rows that are held out. Nothing of it is stored.
import type { Recipe } from '../../contract/model/recipe';
import type { Outputs } from '../../domain/tasks/task';
import { taskNamed } from '../../domain/tasks/registry';
import { nextTask } from '../../model/backends/event-loop';
import { numericsOf, type FamilyNumerics, type FamilyOutcome } from '../../model/families/numerics';
import type { TrainControl } from '../../model/net/training/train-types';
import { heldModel } from '../training/held-artifact';
import { targetScaling } from '../training/run-data';
import type { Fold } from './study-rows';

/** What a fold tells of a recipe. */
export interface FoldResult {
  /** Of the rows that are held out, row-major [rows, columns], as people read them. */
  outputs: Outputs;
  columns: number;
  secondsToFit: number;
  secondsToPredict: number;
  bytes: number;
}

/** Predictions of a pass: the event loop gets its turn between two. */
const rowsAtOnce = 8192;

/** Learns and predicts; null where it was asked to end before it had learnt. */
export async function fitFold(recipe: Recipe, fold: Fold, control: TrainControl): Promise<FoldResult | null> {
  const numerics = await numericsOf(recipe);
  const began = performance.now();
  const outcome = await learn(numerics, recipe, fold, control);
  if (control.intent !== 'go') return null;
  const fitted = performance.now();
  const model = heldModel(outcome.learnt, recipe, fold.fitted);
  const predictor = await numerics.load(model);
  try {
    const predicting = performance.now();
    const { rows, features } = fold.held;
    const width = rows === 0 ? 0 : features.length / rows;
    const logits = new Float32Array(rows * predictor.outputs);
    for (let from = 0; from < rows; from += rowsAtOnce) {
      const to = Math.min(rows, from + rowsAtOnce);
      const part = await predictor.predict(features.subarray(from * width, to * width), to - from);
      logits.set(part, from * predictor.outputs);
      await nextTask();
    }
    const { head } = taskNamed(recipe.task);
    const outputs = head.outputs(logits, predictor.outputs, targetScaling(fold.fitted));
    return {
      outputs,
      columns: head.columns(fold.shape.classes),
      secondsToFit: (fitted - began) / 1000,
      secondsToPredict: (performance.now() - predicting) / 1000,
      bytes: model.bytes.byteLength,
    };
  } finally {
    predictor.dispose();
  }
}

async function learn(
  numerics: FamilyNumerics,
  recipe: Recipe,
  { batches, classWeights, fitted, shape }: Fold,
  control: TrainControl,
): Promise<FamilyOutcome> {
  const training = numerics.train({
    recipe,
    shape,
    fitted,
    targetScale: targetScaling(fitted).scale,
    source: batches,
    classWeights,
    control,
    from: null,
    device: null,
    yieldToEventLoop: nextTask,
    now: () => performance.now(),
  });
  for (;;) {
    const next = await training.next();
    if (next.done) return next.value;
  }
}
