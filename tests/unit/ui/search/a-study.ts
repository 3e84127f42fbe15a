// Studies and trials for tests of what the page makes of them.
import type { SettingsRecipe } from '../../../../src/contract/model/recipe';
import type { Study, StudyPlan, Trial } from '../../../../src/contract/model/search/study';
import { denseRecipe } from '../../state/recipe-fixture';

const id = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
const { dataset, task, target, features, split, preprocessing, seed } = denseRecipe;

/** A recipe of a family with settings. */
export function recipeOf(family: string, settings: SettingsRecipe['model']['settings']): SettingsRecipe {
  return {
    ...{ format: 2, dataset, task, target, features, split, preprocessing, seed },
    model: { family, settings },
  };
}

/** The linear baseline, trees with two settings to search, and neighbours without any. */
export const aPlan: StudyPlan = {
  candidates: [
    { recipe: recipeOf('glm', { l2: 0.001 }), space: null },
    {
      recipe: recipeOf('trees', { learningRate: 0.1, growth: 'leaf', maxLeaves: 31 }),
      space: [
        { path: 'settings.learningRate', kind: 'log-uniform', low: 0.01, high: 1 },
        { path: 'settings.growth', kind: 'choice', values: ['leaf', 'depth'] },
      ],
    },
    { recipe: recipeOf('neighbors', {}), space: null },
  ],
  judging: { kind: 'folds', count: 5, repeats: 1 },
  ...{ metric: 'auc', direction: 'higher', sampler: 'tpe', pruner: 'asha', lanes: 2 },
  budget: { seconds: 60, trials: null },
  ...{ ensemble: 5, seed: 7 },
};

export const aStudy: Study = {
  ...{ id, projectId: id, number: 1, datasetSha256: 'a'.repeat(64), partitionSha256: 'b'.repeat(64) },
  ...{
    appVersion: '0',
    plan: aPlan,
    phase: 'tuning',
    phases: { families: 0, tuning: 20 },
    status: 'running',
  },
  ...{ secondsUsed: 40, finalists: [], baselineScore: null, fault: null, startedAt: 0, endedAt: null },
};

/** A trial that took the ten seconds before its number times ten; the score is the mean of its folds. */
export function aTrial(
  number: number,
  candidate: number,
  scores: number[],
  more: Partial<Trial> = {},
): Trial {
  return {
    ...{ id, projectId: id, studyId: id, number, candidate, values: {}, state: 'complete', scores },
    score: scores.reduce((sum, each) => sum + each, 0) / scores.length,
    ...{ secondsToFit: 5, secondsPer1000: 0.01, bytes: 1000, predictions: null, fault: null },
    ...{ startedAt: 10 * (number - 1), endedAt: 10 * number, lane: 0 },
    ...more,
  };
}
