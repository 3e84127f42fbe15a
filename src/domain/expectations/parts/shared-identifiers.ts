// Rows of test about somebody or something that training knows already: the same identifier stands in both.
import { ownValue } from '../../../contract/data/own-value';
import { rowVerdict, type ExpectationKind } from '../expectation';

export const expectation: ExpectationKind<'shared-identifiers'> = {
  id: 'shared-identifiers',
  after: 'Deepchecks',
  limit: { kind: 'none' },
  counts: 'rows',
  harm: 'result',
  check({ dataset, partition: { quality, counts }, plan }) {
    const identifiers = dataset.columns.filter(({ name }) => ownValue(plan.roles, name) === 'identifier');
    if (!quality.parts || identifiers.length === 0) return null;
    const found = quality.parts.shared
      .filter(({ column }) => identifiers.some(({ name }) => name === column))
      .toSorted((a, b) => b.rows - a.rows);
    const [worst] = found;
    const place = worst ? { kind: 'column' as const, name: worst.column } : null;
    const verdict = rowVerdict(worst?.rows ?? 0, counts.test, place, { met: 0, bad: 0.05 });
    return { ...verdict, columns: found.map(({ column }) => column) };
  },
};
