// Runs with the judgement that counts for each, and the figures that are read from it. Not for choosing among them: proposal.ts does.
import type { SplitMetrics } from '../../contract/model/judgement';
import type { JudgementRow as Judgement, RunRow as Run } from '../../contract/project/rows';
import type { ProjectView } from '../../contract/project/view';

/** Runs and their judgements, as a project has them. */
export type Judged = Pick<ProjectView, 'runs' | 'judgements'>;

/** A run whose result can be shown, with the judgement that counts for it. */
export interface JudgedRun {
  run: Run;
  judgement: Judgement;
}

/** The newest by a time or number; the first of equals, as lists come newest first. */
export function newest<T>(items: readonly T[], order: (item: T) => number): T | null {
  return items.reduce<T | null>(
    (best, item) => (best === null || order(item) > order(best) ? item : best),
    null,
  );
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

function byRun(judgements: readonly Judgement[]): Map<string, Judgement[]> {
  const kept = judgementsByRun.get(judgements);
  if (kept) return kept;
  const made = new Map<string, Judgement[]>();
  for (const judgement of judgements) {
    const own = made.get(judgement.runId);
    if (own) own.push(judgement);
    else made.set(judgement.runId, [judgement]);
  }
  judgementsByRun.set(judgements, made);
  return made;
}

/** The newest judgement of a run's weights; of any that it had where they were deleted. */
export function judgementOf(
  { judgements }: Pick<Judged, 'judgements'>,
  { id, artifact }: Pick<Run, 'id' | 'artifact'>,
): Judgement | null {
  let best: Judgement | null = null;
  for (const judgement of byRun(judgements).get(id) ?? []) {
    if (artifact && judgement.artifactSha256 !== artifact.sha256) continue;
    if (best === null || judgement.takenAt > best.takenAt) best = judgement;
  }
  return best;
}

interface Joined {
  of: readonly Judgement[];
  runs: readonly JudgedRun[];
}

/** What was joined from two lists, kept for as long as both are the same: screens ask for it many times between two changes. */
const joined = new WeakMap<readonly Run[], Map<Run['role'], Joined>>();

/** Runs that were judged, newest first. */
export function judgedRuns(records: Judged, role: Run['role'] = 'model'): readonly JudgedRun[] {
  const byRole = joined.get(records.runs) ?? new Map<Run['role'], Joined>();
  const kept = byRole.get(role);
  if (kept?.of === records.judgements) return kept.runs;
  const runs = joinJudgements(records, role);
  joined.set(records.runs, byRole.set(role, { of: records.judgements, runs }));
  return runs;
}

function joinJudgements(records: Judged, role: Run['role']): JudgedRun[] {
  const found: JudgedRun[] = [];
  for (const run of records.runs) {
    const judgement = run.role === role ? judgementOf(records, run) : null;
    if (judgement) found.push({ run, judgement });
  }
  return found.sort((a, b) => b.run.number - a.run.number);
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
