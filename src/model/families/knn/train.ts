// Keeping the training rows, and choosing how many neighbours answer: of a few numbers, the one with the lowest loss on the validation rows, or, where
// these are few, on training rows that are left out one by one. It keeps no states: what was cut off begins anew and comes to the same bits.
import type { SettingsRecipe } from '../../../contract/model/recipe';
import { HearthError } from '../../../contract/transport/fault';
import { Philox } from '../../../domain/random';
import type { BatchSource } from '../../net/training/batch-source';
import { streamOf } from '../../net/training/streams';
import type { FamilyJob, FamilyOutcome, FamilySignal } from '../numerics';
import { settingsOf } from './family';
import { mostRowsOf } from './limits';
import { modelBytes, votersOf, type KnnFacts, type KnnModel } from './model';
import { NeighborSearch, type Neighbors } from './search';
import { lossOf, votesOf } from './votes';

/** Numbers of neighbours that are tried. */
const tried = [1, 3, 5, 9, 15, 25, 51, 101];
/** Fewer validation rows are too few to choose by; more training rows than the larger number are not left out one by one. */
const choosing = { fewest: 50, most: 2000 };
/** Work between two turns of the event loop, so that the worker answers messages meanwhile. */
const turnMs = 8;

/** Thrown where the training was asked to end. */
class Interrupted extends Error {}

/** Keeps the rows of a recipe. Throws `rows_too_many` where a search would take too long. */
export async function* train(job: FamilyJob): AsyncGenerator<FamilySignal, FamilyOutcome> {
  const { recipe, source, control, now } = job;
  if (recipe.format !== 2) throw new HearthError('recipe_invalid', { field: 'format' });
  if (source.trainRows === 0) throw new HearthError('rows_too_few', {}, { rows: 0, needed: 1 });
  const width = job.shape.inputShape.reduce((product, side) => product * side, 1);
  const most = mostRowsOf(width);
  if (source.trainRows > most)
    throw new HearthError('rows_too_many', { field: 'model.family' }, { rows: source.trainRows, most });
  const begun = now();
  let turnAt = begun;
  const pause = async () => {
    // One that is stopped has chosen nothing yet, but its rows: it answers with them.
    if (control.intent === 'pause') throw new Interrupted();
    if (now() - turnAt < turnMs) return;
    await job.yieldToEventLoop();
    turnAt = now();
  };
  try {
    const rows = await keptRows(source, width, pause);
    const { classWeights, shape } = job;
    const settings = settingsOf(recipe);
    const facts: KnnFacts = {
      ...{ containedRows: rows.labels.length, width, classes: shape.classes },
      k: Math.min(settings.neighbors, rows.labels.length),
      ...(classWeights ? { classWeights: [...classWeights] } : {}),
    };
    const chosen =
      settings.number === 'chosen' && rows.labels.length > 2
        ? yield* choose({ ...rows, facts }, job, recipe, pause)
        : null;
    const learnt: KnnFacts = chosen ? { ...facts, ...chosen } : facts;
    yield {
      kind: 'notice',
      notice: { code: 'contains_rows', params: { rows: learnt.containedRows } },
    };
    const bytes = modelBytes(rows);
    return {
      reason: control.intent === 'stop' ? 'stopped' : 'done',
      learnt: { kind: 'state', bytes, facts: { ...learnt } },
      record: {
        secondsTrained: (now() - begun) / 1000,
        peakMemoryBytes: 4 * bytes.byteLength,
        parameters: bytes.byteLength / 4,
      },
    };
  } catch (thrown) {
    if (!(thrown instanceof Interrupted)) throw thrown;
    const learnt = { kind: 'state', bytes: new Uint8Array(0), facts: {} } as const;
    return { reason: 'paused', learnt, record: { secondsTrained: (now() - begun) / 1000 } };
  }
}

/** All training rows in one piece. */
async function keptRows(
  source: BatchSource,
  width: number,
  pause: () => Promise<void>,
): Promise<Omit<KnnModel, 'facts'>> {
  const whole = await source.whole?.();
  if (whole) return { features: Float32Array.from(whole.features), labels: Float32Array.from(whole.labels) };
  const features = new Float32Array(source.trainRows * width);
  const labels = new Float32Array(source.trainRows);
  let at = 0;
  for await (const batch of source.train(0, 0)) {
    features.set(batch.features, at * width);
    labels.set(batch.labels, at);
    at += batch.rows;
    await pause();
  }
  return { features, labels };
}

/** Chooses the number of neighbours; ties go to more of them, which are steadier. */
async function* choose(
  model: KnnModel,
  job: FamilyJob,
  recipe: SettingsRecipe,
  pause: () => Promise<void>,
): AsyncGenerator<FamilySignal, Required<Pick<KnnFacts, 'k' | 'chosen'>>> {
  const { features, labels, facts } = model;
  const search = new NeighborSearch(features, facts.width);
  const isValidated = job.source.validationRows >= choosing.fewest;
  const numbers = tried.filter((k) => k < labels.length);
  const largest = numbers.at(-1)!;
  const voters = votersOf(model, recipe);
  const sums = new Float64Array(numbers.length);
  let rows = 0;
  const count = (found: Neighbors, truth: ArrayLike<number>) => {
    for (const [at, k] of numbers.entries())
      sums[at]! += truth.length * lossOf(votesOf(found, k, voters), truth, facts.classes);
    rows += truth.length;
  };
  if (isValidated)
    for await (const batch of job.source.validation())
      count(await search.nearest(batch.features.slice(), largest, pause), batch.labels.slice());
  else {
    const left = new Philox(recipe.seed, streamOf('sample', 2))
      .permutation(labels.length)
      .slice(0, choosing.most)
      .sort();
    const asked = new Float32Array(left.length * facts.width);
    left.forEach((row, at) =>
      asked.set(features.subarray(row * facts.width, (row + 1) * facts.width), at * facts.width),
    );
    count(
      await search.nearest(asked, largest, pause, left),
      Float32Array.from(left, (row) => labels[row]!),
    );
  }
  const losses = [...sums].map((sum) => sum / rows);
  const best = losses.lastIndexOf(Math.min(...losses));
  for (const [at, loss] of losses.entries())
    yield { kind: 'iteration', iteration: at + 1, mostIterations: numbers.length, loss };
  return {
    k: numbers[best]!,
    chosen: { by: isValidated ? 'validation' : 'training', tried: numbers, losses },
  };
}
