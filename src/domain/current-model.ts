// Which model of a project counts, by what judgement, and whether it does what the goals ask. One answer for the screens, for
// registering and for E. Not for computing metrics: domain/metrics does that.
import type { SplitMetrics } from '../contract/model/judgement';
import type { Requirement } from '../contract/project/project';
import type { JudgementRow as Judgement, RunRow as Run } from '../contract/project/rows';
import type { ProjectView } from '../contract/project/view';
import type { ModelVersion } from '../contract/release/version';

type Releases = Pick<ProjectView, 'versions' | 'promotions'>;
type Judged = Pick<ProjectView, 'runs' | 'judgements'>;

/** A run whose result can be shown, with the judgement that counts for it. */
export interface JudgedRun {
  run: Run;
  judgement: Judgement;
}

/** The model that a project is about at the moment. */
export interface CurrentModel {
  run: Run;
  version: ModelVersion | null;
  /** Null where the weights were deleted and no version keeps them. */
  artifact: Run['artifact'];
  judgement: Judgement | null;
}

/** The newest by a time or number; the first of equals, as lists come newest first. */
export function newest<T>(items: readonly T[], order: (item: T) => number): T | null {
  return items.reduce<T | null>(
    (best, item) => (best === null || order(item) > order(best) ? item : best),
    null,
  );
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

/** Runs that ended with weights that can be used. */
export function finishedRuns({ runs }: Pick<Judged, 'runs'>, role: Run['role']): Run[] {
  return runs.filter(
    (run) =>
      run.role === role && (run.status === 'done' || run.status === 'stopped') && run.artifact !== null,
  );
}

/** Judgements by their run, kept for as long as the list: a list is never changed, only replaced. */
const judgementsByRun = new WeakMap<readonly Judgement[], Map<string, Judgement[]>>();

function ofRun(judgements: readonly Judgement[], runId: string): readonly Judgement[] {
  const byRun = judgementsByRun.get(judgements) ?? new Map<string, Judgement[]>();
  if (!judgementsByRun.has(judgements)) {
    for (const judgement of judgements) {
      const own = byRun.get(judgement.runId);
      if (own) own.push(judgement);
      else byRun.set(judgement.runId, [judgement]);
    }
    judgementsByRun.set(judgements, byRun);
  }
  return byRun.get(runId) ?? [];
}

/** The newest judgement of a run's weights; of any that it had where they were deleted. */
export function judgementOf(
  { judgements }: Pick<Judged, 'judgements'>,
  { id, artifact }: Pick<Run, 'id' | 'artifact'>,
): Judgement | null {
  const own = ofRun(judgements, id).filter(
    ({ artifactSha256 }) => !artifact || artifactSha256 === artifact.sha256,
  );
  return newest(own, ({ takenAt }) => takenAt);
}

/** What was joined from two lists, kept for as long as both are the same: screens ask for it many times between two changes. */
const joined = new WeakMap<
  readonly Run[],
  Map<Run['role'], { of: readonly Judgement[]; runs: JudgedRun[] }>
>();

/** Runs that were judged, newest first. */
export function judgedRuns(records: Judged, role: Run['role'] = 'model'): readonly JudgedRun[] {
  const byRole =
    joined.get(records.runs) ?? new Map<Run['role'], { of: readonly Judgement[]; runs: JudgedRun[] }>();
  const kept = byRole.get(role);
  if (kept?.of === records.judgements) return kept.runs;
  const runs = joinJudgements(records, role);
  joined.set(records.runs, byRole.set(role, { of: records.judgements, runs }));
  return runs;
}

function joinJudgements(records: Judged, role: Run['role']): JudgedRun[] {
  return records.runs
    .filter((run) => run.role === role)
    .flatMap((run) => {
      const judgement = judgementOf(records, run);
      return judgement ? [{ run, judgement }] : [];
    })
    .toSorted((a, b) => b.run.number - a.run.number);
}

/** That of the deciding version; without one the newest judged run that has weights, else the newest judged, else the newest. */
export function currentModel(records: Judged & Releases): CurrentModel | null {
  const version = decidingVersion(records);
  if (version) {
    const run = records.runs.find(({ id }) => id === version.runId);
    const { artifact } = version;
    if (!run) return null;
    // Its own: a run that was evaluated again under another threshold does not change what a version does.
    const own = records.judgements.find(({ id }) => id === version.judgementId);
    return { run, version, artifact, judgement: own ?? judgementOf(records, { id: run.id, artifact }) };
  }
  const judged = judgedRuns(records);
  const chosen = judged.find(({ run }) => run.artifact !== null) ?? judged[0];
  if (chosen) return { ...chosen, version: null, artifact: chosen.run.artifact };
  const run = newest(finishedRuns(records, 'model'), ({ number }) => number);
  return run && { run, version: null, artifact: run.artifact, judgement: null };
}

/** The newest judged baseline that learnt from the same rows. */
export function baselineFor(
  records: Judged,
  { partitionSha256 }: Pick<Run, 'partitionSha256'>,
): JudgedRun | null {
  return judgedRuns(records, 'baseline').find(({ run }) => run.partitionSha256 === partitionSha256) ?? null;
}

/** The value of a metric on a split; null where this kind of task does not have it, or it is not defined there. */
export function metricOf(split: SplitMetrics, metric: string): number | null {
  return split.metrics[metric] ?? null;
}

/** The judgement's primary metric on one of its splits. */
export function primaryOf({ primary }: Pick<Judgement, 'primary'>, split: SplitMetrics): number | null {
  return metricOf(split, primary);
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
export function unmetMusts(records: Judged & Releases, requirements: readonly Requirement[]): number {
  const judgement = currentModel(records)?.judgement ?? null;
  return requirements.filter(
    (each) => each.priority === 'must' && requirementState(each, judgement).kind === 'not-met',
  ).length;
}
