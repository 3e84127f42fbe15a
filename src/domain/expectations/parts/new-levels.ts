// Levels of a feature that only rows beyond training have: what they mean was nowhere to be learnt.
import { rowVerdict, type ExpectationKind } from '../expectation';

export const expectation: ExpectationKind<'new-levels'> = {
  id: 'new-levels',
  after: 'Deepchecks',
  limit: { kind: 'none' },
  counts: 'rows',
  harm: 'learning',
  check({ dataset, partition: { quality, counts } }) {
    if (!quality.parts || !dataset.columns.some(({ type }) => type === 'category')) return null;
    const found = quality.parts.unseen.toSorted((a, b) => b.rows - a.rows);
    const rows = found.reduce((sum, each) => sum + each.rows, 0);
    const [worst] = found;
    const verdict = rowVerdict(
      rows,
      counts.validation + counts.test,
      worst
        ? { kind: 'filter', condition: { kind: 'levels', column: worst.column, levels: worst.levels } }
        : null,
      { met: 0, bad: 0.05 },
    );
    return { ...verdict, columns: found.map(({ column }) => column) };
  },
};
