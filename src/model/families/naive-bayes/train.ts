// Two passes over the training rows, and one that measures the loss. It keeps no states: what was cut off begins anew and comes to the same bits.
import { HearthError } from '../../../contract/transport/fault';
import type { FamilyJob, FamilyOutcome, FamilySignal } from '../numerics';
import { columnsOf } from './columns';
import { settingsOf } from './family';
import { BayesCounts, type Rows } from './learn';
import { jointLogLikelihoods, modelBytes, type BayesModel } from './model';

/** Work between two turns of the event loop, so that the worker answers messages meanwhile. */
const turnMs = 8;
const sliceRows = 4096;

/** Counts the rows of a recipe. A pause, or a stop before the end, leaves nothing: it takes moments. */
export async function* train(job: FamilyJob): AsyncGenerator<FamilySignal, FamilyOutcome> {
  const { recipe, source, shape, fitted, control, now } = job;
  if (recipe.format !== 2) throw new HearthError('recipe_invalid', { field: 'format' });
  if (source.trainRows === 0) throw new HearthError('rows_too_few', {}, { rows: 0, needed: 1 });
  const begun = now();
  const counts = new BayesCounts(columnsOf(fitted), shape.classes, job.classWeights ?? null);
  let turnAt = begun;
  let model: BayesModel | null = null;
  let loss = 0;
  const passes: ((rows: Rows) => void)[] = [
    (rows) => counts.count(rows),
    (rows) => counts.spread(rows),
    (rows) => (loss += logLossSum(model!, rows)),
  ];
  for (const [at, take] of passes.entries()) {
    if (at === 2) model = counts.model(settingsOf(recipe));
    for await (const rows of rowsOf(job)) {
      if (control.intent === 'pause') {
        const learnt = { kind: 'state', bytes: new Uint8Array(0), facts: {} } as const;
        return { reason: 'paused', learnt, record: { secondsTrained: (now() - begun) / 1000 } };
      }
      take(rows);
      if (now() - turnAt < turnMs) continue;
      await job.yieldToEventLoop();
      turnAt = now();
    }
  }
  yield { kind: 'iteration', iteration: 1, mostIterations: 1, loss: loss / source.trainRows };
  const bytes = modelBytes(model!);
  return {
    reason: 'done',
    learnt: { kind: 'state', bytes, facts: { classes: shape.classes } },
    record: { secondsTrained: (now() - begun) / 1000, parameters: bytes.byteLength / 8 },
  };
}

/** Σ −ln P(class | sample). */
function logLossSum(model: BayesModel, { rows, features, labels }: Rows): number {
  const joint = jointLogLikelihoods(model, features, rows);
  const classes = model.logPriors.length;
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    const own = joint.subarray(row * classes, (row + 1) * classes);
    const largest = own.reduce((most, value) => Math.max(most, value), -Infinity);
    const total = own.reduce((all, value) => all + Math.exp(value - largest), 0);
    sum += largest + Math.log(total) - own[labels[row]!]!;
  }
  return sum;
}

/** The training rows, in the same order each time. */
async function* rowsOf({ source }: FamilyJob): AsyncGenerator<Rows> {
  const whole = await source.whole?.();
  if (!whole) {
    yield* source.train(0, 0);
    return;
  }
  const { features, labels } = whole;
  const width = labels.length === 0 ? 0 : features.length / labels.length;
  for (let from = 0; from < labels.length; from += sliceRows) {
    const to = Math.min(labels.length, from + sliceRows);
    yield {
      rows: to - from,
      features: features.subarray(from * width, to * width),
      labels: labels.subarray(from, to),
    };
  }
}
