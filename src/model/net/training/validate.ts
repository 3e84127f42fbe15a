// Loss and metric on the validation rows, while training goes on. Not the judgement of a finished run.
import type { Loss } from './losses';
import { Tally } from './tally';
import type { TrainJob } from './train-types';

/** What one pass over the validation rows found; `firstLoss` is that of the first batch alone. */
export interface Validation {
  loss: number;
  metric: number;
  firstLoss: number;
}

/** Asked between batches. */
interface Interruption {
  goesOn(): boolean;
  yieldToEventLoop(): Promise<void>;
}

/** What gives logits for samples, and the loss that judges them. */
export interface Predictor {
  loss: Loss;
  predict(features: Float32Array, rows: number): Promise<Float32Array>;
}

type ValidationJob = Pick<TrainJob, 'recipe' | 'source' | 'targetScale'>;

/** One pass over all validation rows; null where it was cut off. */
export async function validateNetwork(
  { predict, loss }: Predictor,
  { recipe, source, targetScale }: ValidationJob,
  { goesOn, yieldToEventLoop }: Interruption,
): Promise<Validation | null> {
  const tally = new Tally(recipe.task, loss, targetScale, Infinity);
  let firstLoss: number | null = null;
  for await (const { features, labels, rows } of source.validation()) {
    if (!goesOn()) return null;
    const logits = await predict(features, rows);
    const batchLoss = tally.add(logits, labels.slice(0, rows));
    firstLoss ??= batchLoss;
    await yieldToEventLoop();
  }
  return { loss: tally.loss, metric: tally.metric, firstLoss: firstLoss ?? tally.loss };
}

/** Loss on the first validation batch alone; null where nothing validates. */
export async function firstBatchLoss(
  { predict, loss }: Predictor,
  { recipe, source, targetScale }: ValidationJob,
): Promise<number | null> {
  const tally = new Tally(recipe.task, loss, targetScale);
  for await (const { features, labels, rows } of source.validation()) {
    return tally.add(await predict(features, rows), labels.slice(0, rows));
  }
  return null;
}
