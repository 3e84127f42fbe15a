// Features that say nearly the same as another: pairs whose correlation or association reaches the limit.
import { sameFrom, strengthOf } from '../../../contract/data/charts/associations';
import { columnVerdict, type ExpectationKind } from '../expectation';
import { featureColumns } from '../feature-columns';

export const expectation: ExpectationKind<'same-columns'> = {
  id: 'same-columns',
  after: 'Deepchecks',
  limit: { kind: 'below', value: sameFrom },
  counts: 'columns',
  harm: 'effort',
  check({ dataset, plan, partition, associations }) {
    if (!associations) return null;
    const features = new Set(featureColumns(dataset.columns, plan).map(({ name }) => name));
    const powers = new Map(partition.quality.predictive?.columns.map(({ name, score }) => [name, score]));
    const pairs = associations.pairs
      .map((pair) => ({
        names: [associations.columns[pair.one]!, associations.columns[pair.other]!] as const,
        strength: strengthOf(pair) ?? 0,
      }))
      .filter(({ names, strength }) => strength >= sameFrom && names.every((name) => features.has(name)))
      .toSorted((a, b) => b.strength - a.strength);
    // Of each pair the one that says less of the target; it can go.
    const weaker = pairs.map(({ names: [one, other] }) =>
      (powers.get(one) ?? 0) < (powers.get(other) ?? 0) ? one : other,
    );
    return columnVerdict([...new Set(weaker)], features.size, pairs.length > 0 ? { kind: 'charts' } : null);
  },
};
