// Which model of a project counts, by what judgement, and whether it does what the goals ask. One answer for the screens, for
// registering and for E. Not for computing metrics: domain/metrics does that.
import type { Requirement } from '../contract/project/project';
import type { JudgementRow as Judgement, RunRow as Run } from '../contract/project/rows';
import type { ProjectView } from '../contract/project/view';
import type { ModelVersion } from '../contract/release/version';
import {
  finishedRuns,
  judgedRuns,
  judgementOf,
  metricOf,
  newest,
  type Judged,
  type JudgedRun,
} from './choice/judged-runs';
import { proposedModel, type WithGoals } from './choice/proposal';

export {
  baselineFor,
  finishedRuns,
  judgedRuns,
  judgementOf,
  metricOf,
  newest,
  primaryOf,
  type JudgedRun,
} from './choice/judged-runs';

type Releases = Pick<ProjectView, 'versions' | 'promotions'>;

/** The model that a project is about at the moment. */
export interface CurrentModel {
  run: Run;
  version: ModelVersion | null;
  /** Null where the weights were deleted and no version keeps them. */
  artifact: Run['artifact'];
  judgement: Judgement | null;
}

/** The version that is champion now. */
export function championOf({ versions, promotions }: Releases): ModelVersion | null {
  const promotion = newest(promotions, ({ at }) => at);
  return versions.find(({ id }) => id === promotion?.versionId) ?? null;
}

/** The version that counts: the champion, else the newest. */
export function decidingVersion(releases: Releases): ModelVersion | null {
  return championOf(releases) ?? newest(releases.versions, ({ number }) => number);
}

/** A version's run with the judgement that it was registered by. */
export function judgedVersion(
  { runs, judgements }: Judged,
  { runId, judgementId }: Pick<ModelVersion, 'runId' | 'judgementId'>,
): JudgedRun | null {
  const run = runs.find(({ id }) => id === runId);
  const judgement = judgements.find(({ id }) => id === judgementId);
  return run && judgement ? { run, judgement } : null;
}

/** That of the deciding version; without one the proposed run, else the newest judged, else the newest. */
export function currentModel(records: Judged & Releases & WithGoals): CurrentModel | null {
  const version = decidingVersion(records);
  if (version) {
    const run = records.runs.find(({ id }) => id === version.runId);
    const { artifact } = version;
    if (!run) return null;
    // Its own: a run that was evaluated again under another threshold does not change what a version does.
    const own = records.judgements.find(({ id }) => id === version.judgementId);
    return { run, version, artifact, judgement: own ?? judgementOf(records, { id: run.id, artifact }) };
  }
  const chosen = proposedModel(records)?.proposed ?? judgedRuns(records)[0];
  if (chosen) return { ...chosen, version: null, artifact: chosen.run.artifact };
  const run = newest(finishedRuns(records, 'model'), ({ number }) => number);
  return run && { run, version: null, artifact: run.artifact, judgement: null };
}

export type RequirementState =
  { kind: 'not-measurable' } | { kind: 'not-measured' } | { kind: 'met' | 'not-met'; value: number };

/** How a requirement stands by the test metrics of a judgement. */
export function requirementState(
  { metric, operator, threshold }: Pick<Requirement, 'metric' | 'operator' | 'threshold'>,
  judgement: Pick<Judgement, 'test'> | null,
): RequirementState {
  if (metric === null || threshold === null) return { kind: 'not-measurable' };
  const value = judgement && metricOf(judgement.test, metric);
  if (value === null) return { kind: 'not-measured' };
  return { kind: (operator === '≥' ? value >= threshold : value <= threshold) ? 'met' : 'not-met', value };
}

/** How many requirements of priority *must* the current model misses. */
export function unmetMusts(
  records: Judged & Releases & WithGoals,
  requirements: readonly Requirement[],
): number {
  const judgement = currentModel(records)?.judgement ?? null;
  return requirements.filter(
    (each) => each.priority === 'must' && requirementState(each, judgement).kind === 'not-met',
  ).length;
}
