// Whether a baseline has to run before a model: a result without a simple rival beside it says little.
import type { Run } from '../contract/run';

/** True unless a baseline has finished on this very partition, and for this target and task. */
export function baselineNeeded(
  runs: readonly Pick<Run, 'role' | 'status' | 'artifact' | 'partitionSha256'>[],
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
