// A search in the person's language: what its models and settings are called, and the sentence that says what it came to.
import type { Json } from '../../../../contract/model/json';
import type { Study, StudyPlan, Trial } from '../../../../contract/model/search/study';
import { spreadOf } from '../../../../domain/choice/cross-validation';
import { findMetric } from '../../../../domain/metrics/registry';
import { formatNumber, none } from '../../../../i18n/format';
import { formatMetric, metricLabel } from '../../../../i18n/metric-text';
import { familyName, settingOptionName, settingWords } from '../../../../i18n/family-words';
import { m } from '../../../../i18n/paraglide/messages.js';
import { isLevelWith } from '../../../../domain/study/level';
import { changedSettings, type Entry } from './leaderboard';

/** A candidate: its family, and where several are of one family, the settings in which it differs from the first of them. */
export function candidateName({ candidates }: Pick<StudyPlan, 'candidates'>, place: number): string {
  const recipe = candidates[place]?.recipe;
  if (!recipe) return none;
  const { family } = recipe.model;
  const first = candidates.find((each) => each.recipe.model.family === family)?.recipe;
  const differs = changedSettings(first, recipe).map(({ key, value }) => valueWords(family, key, value));
  return [familyName(family), ...differs].join(' · ');
}

/** The model of a line of the leaderboard. */
export function entryName(
  plan: StudyPlan,
  { candidate, recipe }: Pick<Entry, 'candidate' | 'recipe'>,
): string {
  return candidate === null ? familyName(recipe.model.family) : candidateName(plan, candidate);
}

/** A value of a setting: a choice by its name, a number with three digits that count. */
export function valueWords(family: string, key: string, value: Json): string {
  if (typeof value === 'number')
    return Number.isInteger(value)
      ? formatNumber(value)
      : formatNumber(Number(value.toPrecision(3)), { max: 6 });
  return settingOptionName(family, key, typeof value === 'string' ? value : JSON.stringify(value));
}

/** What a line has that is not default, or what an ensemble is made of. */
export function settingsLine(plan: StudyPlan, { candidate, members, changed, recipe }: Entry): string {
  if (candidate === null)
    return members
      .map(({ candidate: place, weight, count }) => {
        const said = { weight: formatNumber(weight, { digits: 2 }), model: candidateName(plan, place) };
        return count === 1
          ? m.search_member(said)
          : m.search_members({ ...said, count: formatNumber(count) });
      })
      .join(' + ');
  if (changed.length === 0) return m.search_defaults();
  const { family } = recipe.model;
  return changed
    .map(({ key, value }) => `${settingWords(family, key).label} ${valueWords(family, key, value)}`)
    .join(' · ');
}

/** A difference of two values of a metric, with its sign; percentages differ by points. */
export function formatDifference(metric: string, difference: number | null): string {
  if (difference === null) return none;
  const size = formatSpread(metric, Math.abs(difference));
  if (size === formatSpread(metric, 0)) return size;
  return (difference > 0 ? '+' : '−') + size;
}

/** A distance of values of a metric, such as their deviation. */
export function formatSpread(metric: string, distance: number | null): string {
  if (distance === null) return none;
  if (findMetric(metric)?.shown.style !== 'percent') return formatMetric(metric, distance);
  return m.search_points({ value: formatNumber(100 * distance, { digits: 1 }) });
}

/** What a search came to, or has so far; beside it the baseline. */
export function searchHeadline(study: Study, entries: readonly Entry[], baseline: Trial | null): string {
  const { plan, status } = study;
  const [first] = entries;
  const isOver = status === 'done' || status === 'stopped' || status === 'failed';
  if (!first) return isOver ? m.search_headline_failed() : m.search_starting();
  const said = {
    when: isOver ? m.search_best() : m.search_so_far(),
    model: entryName(plan, first),
    score: `${metricLabel(plan.metric)} ${formatMetric(plan.metric, first.score)}`,
  };
  if (first.isBaseline) return m.search_headline_baseline(said);
  if (!baseline) return m.search_headline_only(said);
  const withBar = { ...said, bar: formatMetric(plan.metric, baseline.score) };
  if (isLevelWith(plan, first.scores, baseline.scores)) return m.search_headline_level(withBar);
  return isClear(first.scores, baseline.scores)
    ? m.search_headline_clear(withBar)
    : m.search_headline_better(withBar);
}

/** Whether paired differences lie two standard errors or more from 0. */
function isClear(scores: readonly number[], others: readonly number[]): boolean {
  if (scores.length < 2 || scores.length !== others.length) return false;
  const { mean, stdDev } = spreadOf(scores.map((score, fold) => score - others[fold]!));
  return Math.abs(mean) >= (2 * (stdDev ?? 0)) / Math.sqrt(scores.length);
}

/** On what models are compared. */
export function judgingWords({ judging, metric }: Pick<StudyPlan, 'judging' | 'metric'>): string {
  const label = metricLabel(metric);
  if (judging.kind === 'validation') return m.search_how_validation({ metric: label });
  const count = formatNumber(judging.count);
  return judging.repeats === 1
    ? m.search_how_folds({ metric: label, count })
    : m.search_how_repeats({ metric: label, count, repeats: formatNumber(judging.repeats) });
}

/** How a search stands; one that runs and whose thread is gone was interrupted. */
export function statusWords({ status }: Pick<Study, 'status'>, isLive: boolean): string {
  if (status === 'running') return isLive ? m.search_status_running() : m.search_status_interrupted();
  return {
    paused: m.search_status_paused,
    stopped: m.search_status_stopped,
    done: m.search_status_done,
    failed: m.search_status_failed,
  }[status]();
}

/** The colour of a candidate in every picture of the search: grey for the baseline, ember for an ensemble. */
export function toneOf(candidate: number | null): string {
  if (candidate === null) return 'var(--s1)';
  if (candidate === 0) return 'var(--ink-3)';
  const tones = [2, 4, 3, 5, 6] as const;
  return `var(--s${String(tones[(candidate - 1) % tones.length]!)})`;
}
