// Features of one value: nothing can be learnt from them.
import { columnVerdict, type ExpectationKind } from '../expectation';
import { featureColumns } from '../feature-columns';

export const expectation: ExpectationKind<'constant'> = {
  id: 'constant',
  after: 'Deepchecks',
  limit: { kind: 'none' },
  counts: 'columns',
  harm: 'effort',
  check({ dataset, plan }) {
    const features = featureColumns(dataset.columns, plan).filter(({ type }) => type !== 'image');
    const asked = new Set(features.map(({ name }) => name));
    if (asked.size === 0) return null;
    const found = dataset.profiles.flatMap(({ name, distinct }) =>
      asked.has(name) && distinct <= 1 ? [name] : [],
    );
    return columnVerdict(
      found,
      asked.size,
      found[0] === undefined ? null : { kind: 'column', name: found[0] },
    );
  },
};
