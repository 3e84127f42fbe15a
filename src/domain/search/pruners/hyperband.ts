// Hyperband (Li et al. 2018, algorithm 1): successive halving in brackets, each of which lets trials have more before it first stops one.
import { rungsFrom, type Pruner, type PruningPlan } from '../pruner';
import { halve } from './successive-halving';

/** Trials are halved among those of their bracket. Which bracket a trial belongs to follows from its index. */
export const hyperband: Pruner = {
  id: 'hyperband',
  rungs: rungsOf,
  decide(traces, index, plan) {
    const bracket = bracketOf(index, plan);
    const mates = traces.filter((trace) => bracketOf(trace.index, plan) === bracket);
    return halve(mates, index, rungsOf(plan, index), plan);
  },
};

function rungsOf(plan: PruningPlan, index: number): number[] {
  return rungsFrom(plan.minResource * plan.reduction ** bracketOf(index, plan), plan);
}

/** How many trials of a round each bracket has: ⌈(brackets / (s + 1)) · reductionˢ⌉, where s counts the brackets after it. */
export function bracketShares({ minResource, maxResource, reduction }: PruningPlan): number[] {
  let brackets = 1;
  while (minResource * reduction ** brackets <= maxResource) brackets++;
  return Array.from({ length: brackets }, (_, place) => {
    const after = brackets - 1 - place;
    return Math.ceil((brackets / (after + 1)) * reduction ** after);
  });
}

/**
 * The bracket of a trial; 0 stops earliest. Every round has the shares above, spread over it (the smooth weighted round robin), so that a
 * study of a few trials has some of several brackets.
 */
export function bracketOf(index: number, plan: PruningPlan): number {
  const shares = bracketShares(plan);
  const round = shares.reduce((sum, share) => sum + share, 0);
  const credit = shares.map(() => 0);
  let bracket = 0;
  for (let trial = 0; trial <= index % round; trial++) {
    for (const [place, share] of shares.entries()) credit[place]! += share;
    bracket = credit.indexOf(Math.max(...credit));
    credit[bracket]! -= round;
  }
  return bracket;
}
