// What the short search of Run all tries and has found, in a line or a sentence.
import type { JobEvent } from '../../../../contract/project/job-record';
import type { Study, Trial } from '../../../../contract/model/search/study';
import { formatNumber } from '../../../../i18n/format';
import { formatMetric, metricLabel } from '../../../../i18n/metric-text';
import { m } from '../../../../i18n/paraglide/messages.js';
import { baselineTrial, entriesOf } from './leaderboard';
import { candidateName, searchHeadline } from './search-words';

type Said = Extract<JobEvent, { kind: 'study' }>;

/** Part of the trials that is over. */
export function searchedShare({ study, best }: Said): number {
  const { trials } = study.plan.budget;
  return trials ? Math.min(1, (best?.tried ?? 0) / trials) : 0;
}

/** What is tried now, and how many of the models are behind; empty between two trials. */
export function tryingWords({ study, trying, best }: Said): string {
  const [first] = trying;
  if (!first) return '';
  return m.search_short_trying({
    model: candidateName(study.plan, first.candidate),
    tried: formatNumber(best?.tried ?? 0),
    count: formatNumber(study.plan.budget.trials ?? 0),
  });
}

/** The best so far, or the best of all, beside the linear baseline; empty before there is one. */
export function bestWords({ study, best }: Said): string {
  if (!best) return '';
  const { plan, status } = study;
  const said = {
    when: status === 'done' ? m.search_best() : m.search_so_far(),
    model: candidateName(plan, best.candidate),
    score: `${metricLabel(plan.metric)} ${formatMetric(plan.metric, best.score)}`,
  };
  return best.baseline === null || best.candidate === 0
    ? m.search_headline_only(said)
    : m.search_short_best({ ...said, bar: formatMetric(plan.metric, best.baseline) });
}

/** What a search that is over came to, in whole sentences. */
export function foundWords(study: Study, trials: readonly Trial[]): string {
  const headline = searchHeadline(study, entriesOf(study, trials), baselineTrial(trials));
  const count = formatNumber(trials.length);
  const isSimpler = study.finalists[0]?.runId === null;
  const simpler = isSimpler ? ` ${m.search_short_simpler()}` : '';
  return `${m.search_short_found({ headline, count })}${simpler}${endedEarly(study, trials)}`;
}

/** That a search in trials ended before all of them were over; empty where it didn't. */
export function endedEarly({ plan, status }: Study, trials: readonly Trial[]): string {
  const { trials: all, seconds } = plan.budget;
  if (status !== 'done' || all === null || trials.length >= all || seconds === null) return '';
  return ` ${m.search_short_early({ count: formatNumber(trials.length), all: formatNumber(all) })}`;
}
