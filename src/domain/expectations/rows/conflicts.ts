// Rows with the same inputs and different labels: a model can be right about one of them only.
import { rowVerdict, type ExpectationKind } from '../expectation';

export const expectation: ExpectationKind<'conflicts'> = {
  id: 'conflicts',
  after: 'Deepchecks',
  limit: { kind: 'none' },
  counts: 'rows',
  harm: 'learning',
  check({ partition: { quality, counts } }) {
    const included = counts.train + counts.validation + counts.test;
    return rowVerdict(
      quality.conflictingRows,
      included,
      { kind: 'rows', of: 'conflicts' },
      { met: 0, bad: 0.01 },
    );
  },
};
