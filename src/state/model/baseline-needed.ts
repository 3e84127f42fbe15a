// Whether a baseline has to run before a model: a result without a simple rival beside it says little.
import type { RunRow } from '../../contract/project/rows';

/** True unless a baseline has finished on this very partition, and for this target and task. */
export function baselineNeeded(
  runs: readonly Pick<RunRow, 'role' | 'status' | 'artifact' | 'partitionSha256'>[],
  partitionSha256: string,
): boolean {
  return !runs.some(
    (run) =>
      run.role === 'baseline' &&
      run.status === 'done' &&
      run.artifact !== null &&
      run.partitionSha256 === partitionSha256,
  );
}

/** A baseline of this partition that was paused or cut off: it goes on, rather than a second one beginning. */
export function unfinishedBaseline<Candidate extends Pick<RunRow, 'role' | 'status' | 'partitionSha256'>>(
  runs: readonly Candidate[],
  partitionSha256: string,
): Candidate | null {
  const found = runs.find(
    (run) =>
      run.role === 'baseline' &&
      (run.status === 'paused' || run.status === 'interrupted') &&
      run.partitionSha256 === partitionSha256,
  );
  return found ?? null;
}
