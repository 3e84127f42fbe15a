// ASHA, its stopping variant (Li et al. 2020, "A system for massively parallel hyperparameter tuning"; Klein et al. 2020, section 3.1):
// trials are stopped where the original would pause them.
import { sortedQuantile } from '../../aggregation/quantile';
import { rungsFrom, type Pruner } from '../pruner';
import { passesRungs } from './successive-halving';

/**
 * At each rung a trial goes on whose score is not below the quantile 1 − 1/reduction of all that came there, itself included. The first
 * `reduction` − 1 trials of a rung go on, since there is nothing to hold them against. One without a score is stopped.
 */
export const asha: Pruner = {
  id: 'asha',
  rungs: (plan) => rungsFrom(plan.minResource, plan),
  decide: (traces, index, plan) =>
    passesRungs(
      traces,
      index,
      rungsFrom(plan.minResource, plan),
      (score, scores) =>
        scores.length < plan.reduction || score >= sortedQuantile(scores, 1 - 1 / plan.reduction),
    ),
};
