// The median stopping rule (Golovin et al. 2017, "Google Vizier", section 3.2), as Optuna's MedianPruner has it.
import { sortedQuantile } from '../../aggregation/quantile';
import { traceOf, type Pruner } from '../pruner';

/**
 * Stops a trial whose best score so far is below the median of what complete trials had at the same resource. It says nothing before
 * the grace period is over and enough trials are complete. A trial without any score that can be measured is stopped.
 */
export const median: Pruner = {
  id: 'median',
  rungs: () => null,
  decide(traces, index, { minResource, startupTrials }) {
    const { scores } = traceOf(traces, index);
    const last = scores.at(-1);
    const complete = traces.filter((trace) => trace.state === 'complete' && trace.index !== index);
    if (!last || last.resource < minResource || complete.length === 0 || complete.length < startupTrials)
      return 'go-on';
    const best = Math.max(...measured(scores.map(({ score }) => score)));
    if (best === -Infinity) return 'stop';
    const others = measured(
      complete.map((trace) => trace.scores.find(({ resource }) => resource === last.resource)?.score),
    );
    if (others.length === 0) return 'go-on';
    return best < sortedQuantile(Float64Array.from(others).sort(), 0.5) ? 'stop' : 'go-on';
  },
};

function measured(scores: readonly (number | null | undefined)[]): number[] {
  return scores.filter((score) => score != null);
}
