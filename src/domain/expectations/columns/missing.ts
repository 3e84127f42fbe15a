// Features with many missing cells, column by column.
import type { ExpectationKind } from '../expectation';
import { featureColumns } from '../feature-columns';

const limit = 0.2;

export const expectation: ExpectationKind<'missing'> = {
  id: 'missing',
  after: 'Great Expectations',
  limit: { kind: 'share', value: limit },
  counts: 'cells',
  harm: 'learning',
  check({ dataset, plan }) {
    const features = new Set(featureColumns(dataset.columns, plan).map(({ name }) => name));
    const gaps = dataset.profiles
      .filter(({ name, missing }) => features.has(name) && missing > 0)
      .toSorted((a, b) => b.missing - a.missing);
    const share = (missing: number) => (dataset.rows > 0 ? missing / dataset.rows : 0);
    const many = gaps.filter(({ missing }) => share(missing) > limit);
    const asked = many.length > 0 ? many : gaps;
    const [worst] = gaps;
    return {
      tone: many.length > 0 ? 'warn' : 'good',
      count: asked.reduce((sum, { missing }) => sum + missing, 0),
      share: share(worst?.missing ?? 0),
      columns: asked.map(({ name }) => name),
      place: worst ? { kind: 'filter', condition: { kind: 'missing', column: worst.name } } : null,
    };
  },
};
