// Categories as numbers, standardised: their place in the order of their names (of an ordered column in its own order), their share of the
// rows, or the mean of the target.
// Levels beyond the limit, and those that training never saw, are "other". Means of the target are smoothed, and a training row gets
// the mean of the other folds, so that no row tells its own target (Micci-Barreca 2001; scikit-learn's TargetEncoder).
import { foldCount, foldOf } from './folds';
import { commonLevel, findLevel, placesOfCodes, rankedLevels } from './level-of';
import type { Column } from '../../contract/data/dataset';
import type { PreprocessingSpec } from '../../contract/model/recipe';
import type { FeatureCoder, FittedOf, TrainingTargets } from './treatment';

type Levels = FittedOf<'levels'>;
type Table = Levels['values'];

/** Rows that the mean of all weighs as much as in the mean of a level. */
export const targetSmoothing = 10;

/** Rows and sums of the target by fold, output and code; the last code is "missing". */
class LevelCounts {
  readonly #size: number;
  readonly #outputs: number;
  readonly rows: Float64Array;
  readonly sums: Float64Array;

  constructor(codes: number, outputs: number) {
    this.#size = codes + 1;
    this.#outputs = outputs;
    this.rows = new Float64Array(foldCount * this.#size);
    this.sums = new Float64Array(foldCount * outputs * this.#size);
  }

  add(code: number, fold: number, target: number, classes: number): void {
    const at = code < 0 ? this.#size - 1 : code;
    this.rows[fold * this.#size + at]!++;
    if (this.#outputs === 0) return;
    // Of two classes the second, of more each has an output, of a number itself.
    const output = classes > 2 ? target : 0;
    const amount = classes > 0 ? Number(classes > 2 || target === 1) : target;
    this.sums[(fold * this.#outputs + output) * this.#size + at]! += amount;
  }

  /** Over all folds but `without`: rows of each code. */
  rowsOf(without: number): Float64Array {
    return this.#total(this.rows, 1, 0, without);
  }

  /** Over all folds but `without`: sums of an output of each code. */
  sumsOf(output: number, without: number): Float64Array {
    return this.#total(this.sums, this.#outputs, output, without);
  }

  #total(of: Float64Array, stride: number, place: number, without: number): Float64Array {
    const total = new Float64Array(this.#size);
    for (let fold = 0; fold < foldCount; fold++) {
      if (fold === without) continue;
      const from = (fold * stride + place) * this.#size;
      for (let code = 0; code < this.#size; code++) total[code]! += of[from + code]!;
    }
    return total;
  }
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

/** Values of an output: one a category in their order, then "other", then "missing". */
function targetMeans(
  counts: LevelCounts,
  output: number,
  codes: readonly number[],
  without: number,
): number[] {
  const rows = counts.rowsOf(without);
  const sums = counts.sumsOf(output, without);
  const mean = sum(sums) / Math.max(1, sum(rows));
  const smoothed = (amount: number, count: number) =>
    (amount + targetSmoothing * mean) / (count + targetSmoothing);
  return [
    ...codes.map((code) => smoothed(sums[code] ?? 0, rows[code] ?? 0)),
    mean,
    smoothed(sums.at(-1) ?? 0, rows.at(-1) ?? 0),
  ];
}

function plainValues(
  treatment: 'ordinal' | 'frequency',
  counts: LevelCounts,
  codes: readonly number[],
): number[] {
  const rows = counts.rowsOf(-1);
  const all = Math.max(1, sum(rows));
  // As OrdinalEncoder with unknown_value=-1: what is no level stands below all of them.
  if (treatment === 'ordinal') return [...codes.map((_, place) => place), -1, -1];
  return [...codes.map((code) => (rows[code] ?? 0) / all), 0, (rows.at(-1) ?? 0) / all];
}

/** Mean and standard deviation over the training rows, each with its level's value. */
function standard(values: readonly number[], codes: readonly number[], rows: Float64Array): [number, number] {
  const weights = codes.map((code) => rows[code] ?? 0);
  const missing = rows.at(-1) ?? 0;
  const all = sum(rows);
  const counts = [...weights, all - missing - weights.reduce((total, count) => total + count, 0), missing];
  const mean = values.reduce((total, value, place) => total + value * (counts[place] ?? 0), 0) / all;
  const squares = values.reduce(
    (total, value, place) => total + (value - mean) ** 2 * (counts[place] ?? 0),
    0,
  );
  return [mean, Math.sqrt(squares / all) || 1];
}

/** The rank that half of the rows with a level do not pass. */
function medianRank(rows: Float64Array): number {
  const present = sum(rows.subarray(0, -1));
  let below = 0;
  return rows.subarray(0, -1).findIndex((count) => (below += count) >= present / 2);
}

/** Each level's place in the order of the column, also of those that no training row has; what is none of them is in the middle. */
function learnRanks({ name, reading, categories }: Column, counts: LevelCounts): Levels | null {
  const rows = counts.rowsOf(-1);
  if (sum(rows.subarray(0, -1)) === 0) return null;
  const codes = categories.map((_, code) => code);
  const middle = medianRank(rows);
  const values = [...codes, middle, middle];
  const [shift, scale] = standard(values, codes, rows);
  return {
    ...{ kind: 'levels', column: name, encode: 'ordinal', categories: [...categories] },
    ...{ values: [values], shift: [shift], scale: [scale] },
    ...(reading === undefined ? {} : { reading }),
  };
}

function learn(column: Column, spec: PreprocessingSpec, counts: LevelCounts, outputs: number): Levels | null {
  const { name, reading, categories: dictionary } = column;
  const { encode, maxCategories } = spec.category;
  if (encode === 'one-hot' || encode === 'hashing') return null;
  if (encode === 'ordinal' && column.logical === 'ordered') return learnRanks(column, counts);
  const rows = counts.rowsOf(-1);
  const kept = rankedLevels(dictionary, rows.subarray(0, -1)).slice(0, maxCategories);
  if (kept.length === 0) return null;
  const byName = kept.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const codes = byName.map(({ code }) => code);
  const table = (without: number): Table =>
    encode === 'target'
      ? Array.from({ length: outputs }, (_, output) => targetMeans(counts, output, codes, without))
      : [plainValues(encode, counts, codes)];
  const values = table(-1);
  const scales = values.map((of) => standard(of, codes, rows));
  return {
    kind: 'levels',
    column: name,
    encode,
    categories: byName.map((level) => level.name),
    values,
    ...(encode === 'target' ? { folds: Array.from({ length: foldCount }, (_, fold) => table(fold)) } : {}),
    shift: scales.map(([shift]) => shift),
    scale: scales.map(([, scale]) => scale),
    ...(reading === undefined ? {} : { reading }),
  };
}

function writeLevel(feature: Levels, table: Table, place: number, data: Float32Array, at: number): void {
  table.forEach((values, output) => {
    const value = values[place] ?? 0;
    data[at + output] = (value - (feature.shift[output] ?? 0)) / (feature.scale[output] ?? 1);
  });
}

const outputsOf = ({ classes }: TrainingTargets): number => (classes > 2 ? classes : 1);

export const levelsFeature: FeatureCoder<'levels'> = {
  gather(column) {
    let counts: LevelCounts | null = null;
    let outputs = 0;
    return {
      add({ codes }, rows, targets) {
        outputs = targets ? outputsOf(targets) : 0;
        counts ??= new LevelCounts(column.categories.length, outputs);
        for (const row of rows) {
          const fold = targets ? foldOf(targets.firstRow + row) : 0;
          counts.add(codes[row] ?? -1, fold, targets?.values[row] ?? 0, targets?.classes ?? 0);
        }
      },
      finish: (spec) => counts && learn(column, spec, counts, outputs),
    };
  },
  width: ({ values }) => values.length,
  sampleShape: () => null,
  prepare: ({ categories }, column) => placesOfCodes(categories, column.categories),
  encode(feature, { codes }, rows, { data, at: start, stride }, { prepared, trainingFrom }) {
    const other = feature.categories.length;
    let at = start;
    for (const row of rows) {
      const code = codes[row] ?? -1;
      const place = prepared?.[code] ?? -1;
      const fold = trainingFrom === undefined ? undefined : feature.folds?.[foldOf(trainingFrom + row)];
      writeLevel(feature, fold ?? feature.values, code < 0 ? other + 1 : place < 0 ? other : place, data, at);
      at += stride;
    }
  },
  write(feature, raw, data, at) {
    const { place, warning } = findLevel(feature, raw);
    const other = feature.categories.length;
    const known = warning === 'missing' ? other + 1 : place < 0 ? other : place;
    writeLevel(feature, feature.values, known, data, at);
    return warning;
  },
  signature: ({ categories }, profile) => ({ categories, example: commonLevel(categories, profile) }),
};
