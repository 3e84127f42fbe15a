// How a drafted net trains: its batches and its length, from the number of rows. What a net needs is steps of its optimiser; epochs are
// counted from them, so that a small table is not left half trained and a large one does not train for hours. The figures come from an
// experiment on generated and shipped tables of 50 to 10,000 rows (docs/decisions/022-steps-not-epochs.md).
import type { NetRecipe } from '../../../contract/model/recipe';

/** Rows on either side of early stopping. */
export interface TrainingRows {
  train: number;
  validation: number;
}

/** Steps that suffice, the steps without progress after which a run stops, and what bounds batches and epochs. */
interface Budget {
  steps: number;
  patienceSteps: number;
  smallestBatch: number;
  usualBatch: number;
  fewestEpochs: number;
  mostEpochs: number;
}

const tableBudget: Budget = {
  ...{ steps: 1500, patienceSteps: 400 },
  ...{ smallestBatch: 8, usualBatch: 256, fewestEpochs: 12, mostEpochs: 200 },
};
/** Steps of images cost more, and their nets learn more from each. */
const imageBudget: Budget = {
  ...{ steps: 1000, patienceSteps: 300 },
  ...{ smallestBatch: 16, usualBatch: 64, fewestEpochs: 12, mostEpochs: 100 },
};

const largestBatch = 1024;
const fewestPatience = 5;
/** Rows below which the loss on validation is mostly chance: the epoch that it likes best is worse than the last one. */
const fewestValidation = 20;

/** Batch size, epochs and patience. Few validation rows do not tell one epoch from another, so such a run goes to its end. */
export function trainingLength(
  rows: TrainingRows,
  images: boolean,
): Pick<NetRecipe, 'batchSize' | 'epochs' | 'earlyStopping'> {
  const budget = images ? imageBudget : tableBudget;
  const batchSize = batchFor(rows.train, budget);
  const stepsPerEpoch = Math.max(1, Math.ceil(rows.train / batchSize));
  const epochs = within(Math.ceil(budget.steps / stepsPerEpoch), budget.fewestEpochs, budget.mostEpochs);
  const patience = Math.max(
    fewestPatience,
    Math.min(Math.ceil(budget.patienceSteps / stepsPerEpoch), Math.ceil(epochs / 3)),
  );
  return {
    batchSize,
    epochs,
    earlyStopping: rows.validation >= fewestValidation ? { patience, minDelta: 0 } : null,
  };
}

/** About 16 steps an epoch; from 100,000 rows on larger batches, so that an epoch stays a matter of seconds or minutes. */
function batchFor(trainRows: number, { smallestBatch, usualBatch }: Budget): number {
  const usual = within(powerOfTwo(trainRows / 16), smallestBatch, usualBatch);
  return Math.max(usual, Math.min(largestBatch, powerOfTwo(trainRows / 512)));
}

/** The power of two that is nearest in ratio; 1 at least. */
function powerOfTwo(value: number): number {
  return 2 ** Math.max(0, Math.round(Math.log2(Math.max(1, value))));
}

function within(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
