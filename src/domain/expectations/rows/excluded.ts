// Rows whose target is missing: they are in no part of the split.
import type { RowCondition } from '../../../contract/data/row-view';
import { rowVerdict, type ExpectationKind } from '../expectation';

export const expectation: ExpectationKind<'excluded'> = {
  id: 'excluded',
  after: 'Great Expectations',
  limit: { kind: 'none' },
  counts: 'rows',
  harm: 'rows',
  check({ dataset, partition: { counts }, plan }) {
    if (plan.target === null) return null;
    const condition: RowCondition = { kind: 'missing', column: plan.target };
    return rowVerdict(counts.excluded, dataset.rows, { kind: 'filter', condition }, { met: 0, bad: 0.2 });
  },
};
