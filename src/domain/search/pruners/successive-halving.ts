// Successive halving without waiting (Jamieson and Talwalkar 2016; Li et al. 2020), as Optuna's SuccessiveHalvingPruner has it.
import {
  rungsFrom,
  scoreAt,
  traceOf,
  type Decision,
  type Pruner,
  type PruningPlan,
  type Trace,
} from '../pruner';

/**
 * At each rung a trial goes on that is among the best 1/reduction of those that came so far, itself included. Of fewer than `reduction`
 * only the best goes on, so the second trial of a study may already be stopped. One without a score is stopped.
 */
export const successiveHalving: Pruner = {
  id: 'successive-halving',
  rungs: (plan) => rungsFrom(plan.minResource, plan),
  decide: (traces, index, plan) => halve(traces, index, rungsFrom(plan.minResource, plan), plan),
};

/** The same with rungs of the caller's, among traces of the caller's choice. */
export function halve(
  traces: readonly Trace[],
  index: number,
  rungs: readonly number[],
  { reduction }: PruningPlan,
): Decision {
  return passesRungs(traces, index, rungs, (score, scores) => {
    const goingOn = Math.max(1, Math.floor(scores.length / reduction));
    return score >= scores[scores.length - goingOn]!;
  });
}

/**
 * Whether a trial passes every rung that its last report reached. `passes` has its score there and those of all trials that came there,
 * ascending, itself included.
 */
export function passesRungs(
  traces: readonly Trace[],
  index: number,
  rungs: readonly number[],
  passes: (score: number, scores: Float64Array) => boolean,
): Decision {
  const { scores } = traceOf(traces, index);
  const spent = scores.at(-1)?.resource ?? 0;
  const before = scores.at(-2)?.resource ?? 0;
  for (const rung of rungs) {
    if (rung <= before || rung > spent) continue;
    const score = scores.at(-1)?.score;
    if (score == null) return 'stop';
    const come = traces.map((trace) => scoreAt(trace, rung)).filter((each) => each != null);
    if (!passes(score, Float64Array.from(come).sort())) return 'stop';
  }
  return 'go-on';
}
