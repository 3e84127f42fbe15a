// What pictures of single settings are drawn from: a family's complete trials on an axis, and the mean over all other settings. Pure.
import type { Json } from '../../../../../contract/model/json';
import type { Candidate, Study, Trial } from '../../../../../contract/model/search/study';
import type { SearchSpace } from '../../../../../contract/model/search/search-space';
import { marginalOf, type Marginal } from '../../../../../domain/search/marginal';
import { comparedTrials, parallelAxes, settingShares } from './parallel-axes';
import { firstSettings, keyOf } from './setting-axis';

/** A trial on the axis of a setting. */
interface SettingDot {
  number: number;
  /** From 0 to 1. */
  place: number;
  value: Json;
  score: number;
}

export interface SettingPictures {
  /** Places in the space of the settings that varied, those that say most of the score first. */
  settings: readonly number[];
  dots(setting: number): SettingDot[];
  /** Scores in the metric's own direction; null of too few trials. */
  marginal(first: number, second: number | null, steps: number): Marginal | null;
}

/** @param trials those of the candidate; @param live while they come in no means are worked out, which takes the time of some frames */
export function settingPictures(
  { plan }: Pick<Study, 'plan'>,
  of: Pick<Candidate, 'recipe'> & { space: SearchSpace },
  trials: readonly Trial[],
  live: boolean,
): SettingPictures {
  const { axes, lines } = parallelAxes(of, trials);
  const varied = axes.map(({ key }) => key).filter((key) => key !== 'score');
  const shares = live ? [] : settingShares(plan, of, trials);
  const history = live ? [] : comparedTrials(plan, of, trials);
  return {
    settings: firstSettings(of.space, varied, shares),
    dots: (setting) => {
      const axis = axes.findIndex(({ key }) => key === keyOf(of.space[setting]!));
      return lines.flatMap(({ trial, score, values, places }) => {
        const [place, value] = [places[axis] ?? null, values[axis] ?? null];
        return place === null || value === null ? [] : [{ number: trial, place, value, score }];
      });
    },
    marginal: (first, second, steps) => {
      const found = marginalOf(of.space, history, { seed: plan.seed, of: [first, second], steps });
      if (!found || plan.direction === 'higher') return found;
      return { ...found, scores: found.scores.map((row) => row.map((score) => -score)) };
    },
  };
}
