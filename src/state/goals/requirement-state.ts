// Whether a requirement is met, from what was measured on test rows. Not for E: domain/evaluation/ scores the whole project.
import type { SplitMetrics } from '../../contract/model/judgement';
import type { Requirement } from '../../contract/project/project';
import type { ModelVersion } from '../../contract/release/version';
import type { JudgementRow } from '../../contract/project/rows';
import type { ProjectView } from '../../contract/project/view';

export type RequirementState =
  { kind: 'not-measurable' } | { kind: 'not-measured' } | { kind: 'met' | 'not-met'; value: number };

/** The value of a metric on test; null where this kind of task does not have it. */
export function metricOf(test: SplitMetrics, metric: NonNullable<Requirement['metric']>): number | null {
  const all: Partial<Record<typeof metric, number | null>> = { ...test.class, ...test.regression };
  return all[metric] ?? null;
}

/** The version that counts: the champion, else the newest. */
export function decidingVersion({
  promotions,
  versions,
}: Pick<ProjectView, 'promotions' | 'versions'>): ModelVersion | null {
  const newest = versions.toSorted((a, b) => b.number - a.number)[0];
  return versions.find(({ id }) => id === promotions[0]?.versionId) ?? newest ?? null;
}

/** The judgement that counts: of that version, else of the newest model run that has one. */
export function decidingJudgement(view: ProjectView): JudgementRow | null {
  const version = decidingVersion(view);
  if (version) return view.judgements.find(({ id }) => id === version.judgementId) ?? null;
  for (const run of view.runs.toSorted((a, b) => b.number - a.number)) {
    const judgement = run.role === 'model' && view.judgements.find(({ runId }) => runId === run.id);
    if (judgement) return judgement;
  }
  return null;
}

/** How a requirement stands. */
export function requirementState(requirement: Requirement, view: ProjectView): RequirementState {
  const { metric, operator, threshold } = requirement;
  if (metric === null || threshold === null) return { kind: 'not-measurable' };
  const judgement = decidingJudgement(view);
  const value = judgement ? metricOf(judgement.test, metric) : null;
  if (value === null) return { kind: 'not-measured' };
  return { kind: (operator === '≥' ? value >= threshold : value <= threshold) ? 'met' : 'not-met', value };
}
