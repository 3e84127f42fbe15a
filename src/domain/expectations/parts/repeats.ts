// Rows of test that equal rows of training by chance: there are few distinct combinations, so equal rows are other cases.
import { unexplainedRepeats } from '../../predictive/repeats';
import { rowVerdict, type ExpectationKind } from '../expectation';

export const expectation: ExpectationKind<'repeats'> = {
  id: 'repeats',
  after: 'Deepchecks',
  limit: { kind: 'none' },
  counts: 'rows',
  harm: 'effort',
  check({ partition: { quality, counts } }) {
    if (quality.leakedRows === 0 || unexplainedRepeats(quality) > 0) return null;
    return rowVerdict(quality.leakedRows, counts.test, { kind: 'rows', of: 'repeats' }, { met: 0, bad: 1 });
  },
};
