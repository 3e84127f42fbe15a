// Features that only count the rows: a model that learns them learns the order of the file.
import { isIndexColumn } from '../../columns/index-column';
import { columnVerdict, type ExpectationKind } from '../expectation';
import { featureColumns } from '../feature-columns';

export const expectation: ExpectationKind<'index-columns'> = {
  id: 'index-columns',
  after: 'Deepchecks',
  limit: { kind: 'none' },
  counts: 'columns',
  harm: 'result',
  check({ dataset, plan }) {
    const features = new Set(featureColumns(dataset.columns, plan).map(({ name }) => name));
    const found = dataset.profiles
      .filter((profile) => features.has(profile.name) && isIndexColumn(profile, dataset.rows))
      .map(({ name }) => name);
    return columnVerdict(
      found,
      features.size,
      found[0] === undefined ? null : { kind: 'column', name: found[0] },
    );
  },
};
