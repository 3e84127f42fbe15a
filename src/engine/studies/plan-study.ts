// What a search for a good model tries, and how it compares what it tries: decided once, before the first trial.
import type { DatasetVersion, Partition } from '../../contract/data/dataset';
import type { Recipe } from '../../contract/model/recipe';
import type { Budget, Candidate, StudyPlan, TrialJudging } from '../../contract/model/search/study';
import { HearthError } from '../../contract/transport/fault';
import { foldsOf } from '../../domain/study/folds-of';
import { leadingMetric } from '../../domain/study/score-held';
import { taskNamed } from '../../domain/tasks/registry';
import { families } from '../../model/families/registry';
import { plannedShape } from '../training/estimate';

/** Encoded values over all folds up to which models are compared by folds: it bounds memory and the time of a trial. */
const mostFoldedValues = 40e6;
/** Trials at once at most, and encoded values that all of them hold together: each has the rows to itself. */
const mostLanes = 8;
const mostHeldValues = 240e6;
/** Rows below which one division into folds says too little. */
const fewRows = 1500;
const folds = 5;

export interface PlanInput {
  recipe: Recipe;
  dataset: DatasetVersion;
  counts: Partition['counts'];
  budget: Budget;
}

/** The plan of a search. Throws `recipe_invalid` where no family that it can try learns this task from such data. */
export function planStudy({ recipe, dataset, counts, budget }: PlanInput): StudyPlan {
  const candidates = candidatesFor(recipe, dataset, counts);
  const judging = judgingFor(recipe, dataset, counts);
  if (candidates.length === 0) throw new HearthError('recipe_invalid', { field: 'model.family' });
  return {
    candidates,
    judging,
    ...leadingMetric(recipe.task),
    sampler: 'tpe',
    pruner: 'asha',
    lanes: lanesFor(encodedValues(recipe, dataset, counts) * foldsOf(judging)),
    budget,
    ensemble: 5,
    seed: recipe.seed,
  };
}

/** Encoded values up to which Run all searches, and up to which it compares by so many folds. */
const mostShortValues = 1e6;
const shortFolds = [
  { values: 2e4, count: 5 },
  { values: 2e5, count: 3 },
] as const;
/** Trials of other settings than the families' own. */
const shortTuning = { folds: 8, validation: 4 } as const;
/** Of the same number on every device, so that the search of a table is the same on all; fewer threads take longer. */
const shortLanes = 4;
/** What ends it early on a slow device. */
const shortSeconds = 120;

/**
 * The search of Run all: each family with its own settings, then a few others, counted in trials rather than in time; one model comes of
 * it, no ensemble. null where the recipe is trained as it is: where no search tries its family, and for tables whose models take minutes.
 */
export function planShort(input: Omit<PlanInput, 'budget'>): StudyPlan | null {
  const { recipe, dataset, counts } = input;
  const values = encodedValues(recipe, dataset, counts);
  const candidates = values > mostShortValues ? [] : candidatesFor(recipe, dataset, counts);
  if (!candidates.some((each) => each.recipe.model.family === recipe.model.family)) return null;
  const folded = shortFolds.find((each) => values <= each.values);
  const judging: TrialJudging =
    folded && recipe.split.kind !== 'column'
      ? { kind: 'folds', count: folded.count, repeats: 1 }
      : { kind: 'validation' };
  return {
    candidates,
    judging,
    ...leadingMetric(recipe.task),
    sampler: 'tpe',
    pruner: 'asha',
    lanes: shortLanes,
    budget: { trials: candidates.length + shortTuning[judging.kind], seconds: shortSeconds },
    ensemble: 0,
    seed: recipe.seed,
  };
}

/** The task's baseline first: what it comes to is the bar of the others. Families that need a device are not among them. */
function candidatesFor(recipe: Recipe, dataset: DatasetVersion, counts: Partition['counts']): Candidate[] {
  const { dataset: named, task, target, positive, features, split, preprocessing, seed } = recipe;
  const chosen = positive === undefined ? {} : { positive };
  const subject = { dataset: named, task, target, ...chosen, features, split, preprocessing, seed };
  const rows = counts.train + counts.validation;
  return families
    .filter(({ needsBackend }) => !needsBackend)
    .flatMap((family) =>
      family.offers(task, dataset.kind).flatMap((architecture) => {
        const input = { architecture, task, rows, columns: features.length };
        if (family.isTried?.(input) === false) return [];
        const recipe = family.draft({ architecture, dataset, subject, overrides: {} });
        return [{ recipe, space: family.space?.(input) ?? null }];
      }),
    )
    .sort((a, b) => Number(isBaseline(b)) - Number(isBaseline(a)));
}

function isBaseline({ recipe }: Candidate): boolean {
  return recipe.model.family === taskNamed(recipe.task).baseline.family;
}

/** Values of all studied rows, encoded as the plan has them. */
function encodedValues(recipe: Recipe, dataset: DatasetVersion, counts: Partition['counts']): number {
  const width = plannedShape(recipe, dataset).inputShape.reduce((product, side) => product * side, 1);
  return (counts.train + counts.validation) * width;
}

function lanesFor(values: number): number {
  const { hardwareConcurrency: cores = 1 } = navigator;
  return Math.max(1, Math.min(cores, mostLanes, Math.floor(mostHeldValues / Math.max(1, values))));
}

function judgingFor(recipe: Recipe, dataset: DatasetVersion, counts: Partition['counts']): TrialJudging {
  const rows = counts.train + counts.validation;
  const values = encodedValues(recipe, dataset, counts);
  // Which rows validate is what such a column says; it says nothing of folds.
  if (recipe.split.kind === 'column') return { kind: 'validation' };
  const isRepeated = rows < fewRows && recipe.split.kind !== 'time';
  if (values * folds <= mostFoldedValues) return { kind: 'folds', count: folds, repeats: isRepeated ? 2 : 1 };
  return values * 3 <= mostFoldedValues ? { kind: 'folds', count: 3, repeats: 1 } : { kind: 'validation' };
}
