// Columns that alone nearly give the target away, and that nobody has answered for.
import { ownValue } from '../../../contract/data/own-value';
import { givenAway } from '../../predictive/given-away';
import { columnVerdict, type ExpectationKind } from '../expectation';

/** Deepchecks warns of a predictive power score from here on. */
const limit = 0.8;

export const expectation: ExpectationKind<'given-away'> = {
  id: 'given-away',
  after: 'Deepchecks',
  limit: { kind: 'below', value: limit },
  counts: 'columns',
  harm: 'result',
  check({ partition, plan }) {
    const scores = partition.quality.predictive?.columns;
    if (!scores) return null;
    const isAnswered = (name: string): boolean => {
      const answer = ownValue(plan.knownBefore, name);
      return answer?.target === plan.target && answer?.reason.trim() !== '';
    };
    const open = scores
      .filter(({ name, score }) => score >= limit && !isAnswered(name))
      .toSorted((a, b) => b.score - a.score)
      .map(({ name }) => name);
    const vetoed = givenAway(partition, plan).some((each) => each.vetoed);
    const [first] = open;
    const place = first === undefined ? null : { kind: 'column' as const, name: first };
    return columnVerdict(open, scores.length, place, vetoed ? 'bad' : 'warn');
  },
};
