// Data, or columns that a model learns from, whose shelf life has passed.
import { expired } from '../../dictionary/expired';
import { columnVerdict, type ExpectationKind } from '../expectation';
import { featureColumns } from '../feature-columns';

export const expectation: ExpectationKind<'shelf-life'> = {
  id: 'shelf-life',
  after: 'ISO/IEC 5259-2',
  limit: { kind: 'none' },
  counts: 'columns',
  harm: 'learning',
  check({ dataset, plan, now }) {
    const { dictionary } = plan;
    if (!dictionary) return null;
    const learnt = featureColumns(dataset.columns, plan).map(({ name }) => name);
    const said = [dictionary.data, ...Object.values(dictionary.columns)];
    if (said.every(({ expires }) => expires === undefined)) return null;
    const past = expired(dictionary, now);
    const found = past.includes('') ? learnt : past.filter((name) => learnt.includes(name));
    const [first] = found;
    return columnVerdict(found, learnt.length, first === undefined ? null : { kind: 'column', name: first });
  },
};
