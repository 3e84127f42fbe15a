// Rows that repeat an earlier one in every cell.
import { rowVerdict, type ExpectationKind } from '../expectation';

const limit = 0.05;

export const expectation: ExpectationKind<'duplicates'> = {
  id: 'duplicates',
  after: 'Deepchecks',
  limit: { kind: 'share', value: limit },
  counts: 'rows',
  harm: 'rows',
  check: ({ dataset, partition: { quality } }) =>
    rowVerdict(
      quality.duplicateRows,
      dataset.rows,
      { kind: 'rows', of: 'duplicates' },
      { met: limit, bad: limit },
    ),
};
