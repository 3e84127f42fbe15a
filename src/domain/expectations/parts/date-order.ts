// Rows of test from before the last of training: a model that is to foresee is asked about the past.
import { columnVerdict, type ExpectationKind } from '../expectation';
import type { RowCondition } from '../../../contract/data/row-view';

/** A day of birth orders people, not what happened. */
const isBirthday = (name: string): boolean => /birth|\bdob\b|geburt|出生|生日/i.test(name);

export const expectation: ExpectationKind<'date-order'> = {
  id: 'date-order',
  after: 'Deepchecks',
  limit: { kind: 'none' },
  counts: 'columns',
  harm: 'result',
  check({ partition: { quality }, plan }) {
    const moments = quality.parts?.moments.filter(({ column }) => !isBirthday(column)) ?? [];
    if (moments.length === 0) return null;
    // Where the rows are divided by time, other columns of dates follow that one or do not matter.
    const asked =
      plan.split.kind === 'time' ? moments.filter(({ column }) => column === plan.split.column) : moments;
    if (asked.length === 0) return null;
    const late = asked.filter(({ trainLast, testFirst }) => testFirst <= trainLast);
    const [first] = late;
    const condition: RowCondition | null = first
      ? { kind: 'range', column: first.column, low: first.testFirst, high: first.trainLast }
      : null;
    return columnVerdict(
      late.map(({ column }) => column),
      asked.length,
      condition && { kind: 'filter', condition },
    );
  },
};
