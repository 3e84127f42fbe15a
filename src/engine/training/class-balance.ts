// What makes rare classes count as much as frequent ones while a model learns: weights of classes, or copies of rows. Of training rows
// only, and none of it is part of the model.
import type { Recipe } from '../../contract/model/recipe';
import { splitCodes } from '../../contract/data/split-codes';
import { targetValues } from '../../data/preprocess/encode';
import { Philox } from '../../domain/random';
import { rowsInGroup, type EncodedRows } from '../dataset/split/split-rows';

/** Weights by class index, whose mean over the training rows is 1; or how often each row of the dataset is learnt from. */
export type ClassBalance =
  { kind: 'class-weights'; weights: Float64Array } | { kind: 'oversampling'; copies: Uint32Array };

const copiesStream = 0x0b5a;

/** What the recipe asks for; null where it asks for nothing or the target is no class. */
export async function classBalance(
  data: EncodedRows & { assignment: Uint8Array; recipe: Pick<Recipe, 'preprocessing' | 'seed'> },
): Promise<ClassBalance | null> {
  const { balance } = data.recipe.preprocessing;
  const { target } = data.fitted;
  if (balance === undefined || target.kind !== 'classes') return null;
  const labels = await trainingLabels(data);
  const counts = new Float64Array(target.classes.length);
  for (const label of labels) if (label >= 0) counts[label]!++;
  return balance === 'class-weights'
    ? { kind: balance, weights: balancedWeights(counts) }
    : { kind: balance, copies: copiesOf(labels, counts, data.recipe.seed) };
}

/** The class of each row of the dataset that trains, −1 for the others. */
async function trainingLabels({
  source,
  dataset,
  fitted,
  assignment,
}: EncodedRows & { assignment: Uint8Array }): Promise<Int32Array> {
  const labels = new Int32Array(assignment.length).fill(-1);
  const wanted = new Set([fitted.target.column]);
  for (const [index, group] of source.groups.entries()) {
    const rows = rowsInGroup(group, (row) => assignment[row] === splitCodes.train);
    if (rows.length === 0) continue;
    const values = await source.read(index, wanted);
    const found = targetValues(fitted, { columns: dataset.columns, values, rows });
    rows.forEach((row, at) => (labels[group.firstRow + row] = found[at]!));
  }
  return labels;
}

/** Rows / (classes · rows of the class), as scikit-learn's class_weight="balanced"; classes without rows count for nothing. */
export function balancedWeights(counts: Float64Array): Float64Array {
  const rows = counts.reduce((sum, count) => sum + count, 0);
  const classes = counts.filter((count) => count > 0).length;
  return counts.map((count) => (count > 0 ? rows / (classes * count) : 0));
}

/** So many of each row that every class has as many as the largest; which rows get one more is drawn by the seed. */
export function copiesOf(labels: Int32Array, counts: Float64Array, seed: number): Uint32Array {
  const most = counts.reduce((largest, count) => Math.max(largest, count), 0);
  const copies = Uint32Array.from(labels, (label) => (label < 0 ? 0 : Math.floor(most / counts[label]!)));
  const random = new Philox(seed, copiesStream);
  for (const [label, count] of counts.entries()) {
    if (count === 0) continue;
    const rows = Uint32Array.from(labels.keys()).filter((row) => labels[row] === label);
    const order = random.permutation(rows.length);
    for (const at of order.subarray(0, most % count)) copies[rows[at]!]!++;
  }
  return copies;
}

/**
 * As many places as there are labels, drawn in proportion to the weights of their classes (systematic resampling of shuffled rows: each
 * place comes its weight rounded down or up), and shuffled.
 */
export function weightedOrder(labels: ArrayLike<number>, weights: Float64Array, random: Philox): Uint32Array {
  const rows = labels.length;
  const shuffled = random.permutation(rows);
  let total = 0;
  for (const place of shuffled) total += weights[labels[place]!] ?? 0;
  const drawn = new Uint32Array(rows);
  const step = total / rows;
  let reached = 0;
  let next = random.uniform() * step;
  let count = 0;
  for (const place of shuffled) {
    reached += weights[labels[place]!] ?? 0;
    while (next < reached && count < rows) {
      drawn[count++] = place;
      next += step;
    }
  }
  // Rounding may leave the last draw out.
  while (count < rows) drawn[count++] = shuffled[rows - 1]!;
  return random.permutation(rows).map((at) => drawn[at]!);
}
