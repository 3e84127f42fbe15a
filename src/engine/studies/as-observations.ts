// Trials as samplers and pruners see them: numbered from 0 within their candidate, and higher is better.
import { ownValue } from '../../contract/data/own-value';
import type { Recipe } from '../../contract/model/recipe';
import type { Proposal, SearchSpace } from '../../contract/model/search/search-space';
import type { StudyPlan, Trial } from '../../contract/model/search/study';
import type { Trace } from '../../domain/search/pruner';
import type { Observation } from '../../domain/search/sampler';
import { isInSpace } from '../../domain/search/space';
import { settingPrefix } from '../../domain/study/settings-of';
import { meanScore } from '../../domain/study/score-held';

const signOf = ({ direction }: Pick<StudyPlan, 'direction'>) => (direction === 'higher' ? 1 : -1);

/** The trials of one candidate as what a sampler learns from; the candidate's own settings are left out where they lie outside the space. */
export function observationsOf(
  plan: Pick<StudyPlan, 'direction'>,
  { recipe, space }: { recipe: Recipe; space: SearchSpace },
  trials: readonly (Pick<Trial, 'values' | 'score' | 'scores'> & { state: Observation['state'] })[],
): Observation[] {
  return trials
    .map(({ values, score, state, scores }, index) => ({
      index,
      values: Object.keys(values).length > 0 ? values : ownValues(recipe, space),
      score: score === null ? null : signOf(plan) * score,
      state,
      rung: scores.length,
    }))
    .filter(({ values }) => isInSpace(space, values));
}

/** A recipe's own settings as a proposal of a space. */
function ownValues(recipe: Recipe, space: SearchSpace): Proposal {
  if (recipe.format !== 2) return {};
  const { settings } = recipe.model;
  return Object.fromEntries(
    space.flatMap(({ path }) => {
      const value = ownValue(settings, path.slice(settingPrefix.length));
      return value === undefined ? [] : [[path, value]];
    }),
  );
}

/** The trials of one candidate as what a pruner compares: the mean score after each fold. */
export function tracesOf(
  plan: Pick<StudyPlan, 'direction'>,
  trials: readonly { scores: readonly number[]; state: Observation['state'] }[],
): Trace[] {
  return trials.map(({ scores, state }, index) => ({
    index,
    state,
    scores: scores.map((_, at) => ({
      resource: at + 1,
      score: signOf(plan) * meanScore(scores.slice(0, at + 1))!,
    })),
  }));
}
