// A recipe over every fold: runs that differ in nothing but which fold was held out, and what their results say together.
// The mean is an estimate of how the recipe does, not of one of its models. Folds share rows of training, so that the deviation between
// them is too small for a confidence interval (Bengio & Grandvalet 2004): it is shown as what it is.
import type { Recipe } from '../../contract/model/recipe';
import type { Run } from '../../contract/model/run';
import type { JudgementRow, RunRow } from '../../contract/project/rows';
import { canonicalJson } from '../hashing/canonical';
import { sha256Now } from '../hashing/sha256';
import { isFolded } from '../split/assign-folds';
import { judgementOf, metricOf, type Judged } from './judged-runs';

/** Which fold a recipe holds out, and the name of its cross-validation; nothing where it has no folds. */
export function foldOf(recipe: Recipe): Pick<Run, 'fold'> {
  if (!isFolded(recipe.split)) return {};
  const { count, held } = recipe.split.folds;
  const { dataset, split, ...rest } = recipe;
  const { folds: _, ...shares } = split;
  const of = sha256Now(
    canonicalJson({ ...rest, dataset: dataset.sha256, split: { ...shares, folds: count } }),
  );
  return { fold: { count, held, of } };
}

/** The recipe with another fold held out; itself where it has none. */
export function withFold(recipe: Recipe, held: number): Recipe {
  if (!isFolded(recipe.split)) return recipe;
  return { ...recipe, split: { ...recipe.split, folds: { ...recipe.split.folds, held } } };
}

/** What the folds say of one metric on their test sets. */
export interface FoldedMetric {
  name: string;
  mean: number;
  /** Of the sample, over n − 1; null for one fold. */
  stdDev: number | null;
  folds: number;
}

export interface CrossValidation {
  folds: number;
  /** The runs that were evaluated, by the fold that they held out. */
  runs: { held: number; run: RunRow; judgement: JudgementRow }[];
  metrics: FoldedMetric[];
}

/** The cross-validation that a fold belongs to, as far as it was run: of each fold the newest evaluated run. */
export function crossValidation(
  records: Judged,
  { of, count }: NonNullable<Run['fold']>,
  names: readonly string[],
): CrossValidation {
  const newest = new Map<number, CrossValidation['runs'][number]>();
  for (const run of records.runs) {
    if (run.fold?.of !== of || run.role !== 'model') continue;
    const judgement = judgementOf(records, run);
    const known = newest.get(run.fold.held);
    if (judgement && (!known || known.run.number < run.number))
      newest.set(run.fold.held, { held: run.fold.held, run, judgement });
  }
  const runs = [...newest.values()].sort((a, b) => a.held - b.held);
  const metrics = names.flatMap((name) => {
    const values = runs
      .map(({ judgement }) => metricOf(judgement.test, name))
      .filter((value) => value !== null);
    return values.length > 0 ? [{ name, ...spreadOf(values) }] : [];
  });
  return { folds: count, runs, metrics };
}

/** Mean and sample standard deviation. */
export function spreadOf(values: readonly number[]): Omit<FoldedMetric, 'name'> {
  const folds = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / folds;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, stdDev: folds > 1 ? Math.sqrt(squares / (folds - 1)) : null, folds };
}
