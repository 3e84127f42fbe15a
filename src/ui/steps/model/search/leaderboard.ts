// The lines of a leaderboard, from a study and its trials: the finalists once they are chosen, until then the best complete trial of each
// candidate. Pure: what is drawn and worded is elsewhere.
import type { Json } from '../../../../contract/model/json';
import type { Recipe } from '../../../../contract/model/recipe';
import type { Proposal } from '../../../../contract/model/search/search-space';
import type { Finalist, Study, Trial } from '../../../../contract/model/search/study';
import { spreadOf } from '../../../../domain/choice/cross-validation';
import { canonicalJson } from '../../../../domain/hashing/canonical';
import { isLevelWith } from '../../../../domain/study/level';
import { bestTrial, isBetter } from '../../../../domain/study/schedule';
import { settingPrefix } from '../../../../domain/study/settings-of';

/** A setting that is not as its candidate has it by itself. */
export interface ChangedSetting {
  key: string;
  value: Json;
}

export interface Entry {
  /** Tells entries of one study apart. */
  key: string;
  /** From 1; the best first. */
  rank: number;
  /** Place of its candidate in the plan; null for an ensemble. */
  candidate: number | null;
  trial: number | null;
  /** Of an ensemble: candidates with the share that they have together, the largest first. */
  members: { candidate: number; weight: number; count: number }[];
  recipe: Recipe;
  changed: ChangedSetting[];
  scores: readonly number[];
  score: number;
  /** Of the sample of folds, over n − 1; null for one fold. */
  stdDev: number | null;
  /** Score less the baseline's, in the metric's own direction; null where there is no baseline. */
  overBaseline: number | null;
  /** It is the trial that the others are held against. */
  isBaseline: boolean;
  /** Not worse than the first by more than chance; false for the first itself. */
  isLevel: boolean;
  /** Of learning it once. */
  secondsToFit: number;
  secondsPer1000: number | null;
  bytes: number | null;
  runId: string | null;
}

type Counted = Pick<
  Entry,
  'trial' | 'scores' | 'score' | 'secondsToFit' | 'secondsPer1000' | 'bytes' | 'runId'
>;

/** The exact linear model with its own settings, which the others are held against; null before it was tried. */
export function baselineScore(
  { baselineScore: known }: Pick<Study, 'baselineScore'>,
  trials: readonly Trial[],
): number | null {
  return known ?? baselineTrial(trials)?.score ?? null;
}

/** The trial that the others are held against. */
export function baselineTrial(trials: readonly Trial[]): Trial | null {
  const first = trials.find(({ candidate }) => candidate === 0);
  return first?.state === 'complete' ? first : null;
}

/** The settings in which a recipe differs from its candidate's own. */
export function changedSettings(own: Recipe | undefined, recipe: Recipe): ChangedSetting[] {
  if (!own || !('settings' in own.model) || !('settings' in recipe.model)) return [];
  const before: Readonly<Record<string, Json>> = own.model.settings;
  return Object.entries(recipe.model.settings)
    .filter(([key, value]) => canonicalJson(before[key] ?? null) !== canonicalJson(value))
    .map(([key, value]) => ({ key, value }));
}

/** The best first. */
export function entriesOf(study: Study, trials: readonly Trial[]): Entry[] {
  const { plan } = study;
  const byNumber = new Map(trials.map((trial) => [trial.number, trial]));
  const baseline = baselineScore(study, trials);
  const baselineNumber = baselineTrial(trials)?.number ?? null;
  const candidateOf = (number: number | null): number | null =>
    number === null ? null : (byNumber.get(number)?.candidate ?? null);
  const found =
    study.finalists.length > 0
      ? study.finalists.map((finalist) => ({
          ...counted(finalist),
          recipe: finalist.recipe,
          candidate: candidateOf(finalist.trial),
          members: membersOf(finalist, candidateOf),
          changed: changedSettings(
            plan.candidates[candidateOf(finalist.trial) ?? -1]?.recipe,
            finalist.recipe,
          ),
        }))
      : plan.candidates
          .flatMap((_, place) => bestTrial(plan, trials, place) ?? [])
          .map((trial) => {
            const { recipe } = plan.candidates[trial.candidate]!;
            return {
              ...counted({
                ...trial,
                trial: trial.number,
                score: trial.score!,
                secondsToFit: trial.secondsToFit / Math.max(1, trial.scores.length),
                runId: null,
              }),
              recipe,
              candidate: trial.candidate,
              members: [],
              changed: changedOf(recipe, trial.values),
            };
          });
  const sorted = found.toSorted((a, b) =>
    isBetter(plan, a.score, b.score) ? -1 : isBetter(plan, b.score, a.score) ? 1 : 0,
  );
  return sorted.map((each, place) => ({
    ...each,
    key: each.trial === null ? 'ensemble' : `trial ${String(each.trial)}`,
    rank: place + 1,
    stdDev: spreadOf(each.scores).stdDev,
    overBaseline: baseline === null ? null : each.score - baseline,
    isBaseline: each.trial !== null && each.trial === baselineNumber,
    isLevel: place > 0 && isLevelWith(plan, sorted[0]!.scores, each.scores),
  }));
}

function counted(given: Counted): Counted {
  const { trial, scores, score, secondsToFit, secondsPer1000, bytes, runId } = given;
  return { trial, scores, score, secondsToFit, secondsPer1000, bytes, runId };
}

/** What a trial has of its space beside its candidate's own settings. */
function changedOf({ model }: Recipe, values: Proposal): ChangedSetting[] {
  const own: Readonly<Record<string, Json>> = 'settings' in model ? model.settings : {};
  return Object.entries(values)
    .map(([path, value]) => ({ key: path.slice(settingPrefix.length), value }))
    .filter(({ key, value }) => canonicalJson(own[key] ?? null) !== canonicalJson(value));
}

function membersOf(
  { members = [] }: Finalist,
  candidateOf: (trial: number) => number | null,
): Entry['members'] {
  const shares = new Map<number, { weight: number; count: number }>();
  for (const { trial, weight } of members) {
    const candidate = candidateOf(trial);
    if (candidate === null) continue;
    const known = shares.get(candidate) ?? { weight: 0, count: 0 };
    shares.set(candidate, { weight: known.weight + weight, count: known.count + 1 });
  }
  return [...shares]
    .map(([candidate, share]) => ({ candidate, ...share }))
    .toSorted((a, b) => b.weight - a.weight);
}

/** The axis that the scores of all lines share; a bar that would squeeze them into less than half of it lies outside. */
export function scoreDomain(
  entries: readonly Pick<Entry, 'scores' | 'score'>[],
  bars: readonly (number | null)[],
): [number, number] {
  const values = entries.flatMap(({ scores, score }) => [...scores, score]);
  let low = Math.min(...values);
  let high = Math.max(...values);
  if (values.length === 0) return [0, 1];
  const most = 2 * (high - low);
  for (const bar of bars)
    if (bar !== null && Math.max(high, bar) - Math.min(low, bar) <= most)
      [low, high] = [Math.min(low, bar), Math.max(high, bar)];
  return low < high ? [low, high] : [low - 0.5, high + 0.5];
}
