// What a trial of a study is, by its number: the same whenever it is asked for, since it depends only on trials that are over by then.
import type { Proposal } from '../../contract/model/search/search-space';
import type { StudyPlan, Trial } from '../../contract/model/search/study';
import type { Sampler } from '../../domain/search/sampler';
import { valueCount } from '../../domain/search/space';
import { candidateOf, lastKnown } from '../../domain/study/schedule';
import { observationsOf } from './as-observations';

/** A trial that has begun; the rest of it once it is over. */
export type Begun = Pick<Trial, 'number' | 'candidate' | 'values'> & {
  over: Pick<Trial, 'state' | 'score' | 'scores'> | null;
};

/** What is to be tried. */
export interface Proposed {
  candidate: number;
  values: Proposal;
}

/** A trial as a later one sees it. */
export type Seen = Pick<Trial, 'number' | 'candidate' | 'values' | 'score' | 'scores'> & {
  state: Trial['state'] | 'running';
};

/** Earlier trials as a trial of this number may see them: those that are too near count as under way, whether they are over or not. */
export function seenFrom(
  plan: Pick<StudyPlan, 'lanes' | 'candidates'>,
  begun: Iterable<Begun>,
  number: number,
): Seen[] {
  return [...begun]
    .filter((trial) => trial.number < number)
    .sort((a, b) => a.number - b.number)
    .map(({ over, ...trial }): Seen =>
      over && trial.number <= lastKnown(plan, number)
        ? { ...trial, ...over }
        : { ...trial, state: 'running', score: null, scores: [] },
    );
}

/** The plan without the spaces of which every value was tried: again they would say the same. */
function withoutTried(plan: StudyPlan, seen: readonly Seen[]): StudyPlan {
  const candidates = plan.candidates.map(({ recipe, space }, place) => {
    const tried = seen.filter(({ candidate }) => candidate === place).length;
    const most = (space ?? []).reduce((product, dimension) => product * valueCount(dimension), 1);
    return { recipe, space: tried < most ? space : null };
  });
  return { ...plan, candidates };
}

/** The trial of this number; null where nothing is worth a try. All of smaller numbers have begun. */
export function proposeTrial(
  plan: StudyPlan,
  sampler: Sampler,
  begun: Iterable<Begun>,
  number: number,
): Proposed | null {
  const seen = seenFrom(plan, begun, number);
  const known = seen.filter(
    (trial): trial is typeof trial & { state: Trial['state'] } => trial.state !== 'running',
  );
  const candidate = candidateOf(withoutTried(plan, seen), known, number);
  if (candidate === null) return null;
  const { recipe, space } = plan.candidates[candidate]!;
  const own = seen.filter((trial) => trial.candidate === candidate);
  if (own.length === 0 || space === null) return { candidate, values: {} };
  const history = observationsOf(plan, { recipe, space }, own);
  return { candidate, values: sampler.propose({ space, history, seed: plan.seed, index: own.length }) };
}
