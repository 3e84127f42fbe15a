// Rows of test that training has as well, where chance does not explain it.
import { unexplainedRepeats } from '../../predictive/repeats';
import { rowVerdict, type ExpectationKind } from '../expectation';

export const expectation: ExpectationKind<'leaks'> = {
  id: 'leaks',
  after: 'Deepchecks',
  limit: { kind: 'none' },
  counts: 'rows',
  harm: 'result',
  check({ partition: { quality, counts } }) {
    if (quality.leakedRows > 0 && unexplainedRepeats(quality) === 0) return null;
    return rowVerdict(quality.leakedRows, counts.test, { kind: 'rows', of: 'leaks' }, { met: 0, bad: 0.05 });
  },
};
