// Rows of test that nearly equal rows of training. What near is, data/quality/near-parts.ts says; where rows repeat by chance, near ones do
// so all the more, and nothing is said.
import { rowVerdict, type ExpectationKind } from '../expectation';

const limit = 0.05;
/** Beyond this share of test rows that chance alone repeats, near ones say nothing. */
const mostByChance = 0.01;

export const expectation: ExpectationKind<'near-rows'> = {
  id: 'near-rows',
  after: 'Deepchecks',
  limit: { kind: 'share', value: limit },
  counts: 'rows',
  harm: 'result',
  check({ partition: { quality, counts } }) {
    const near = quality.parts?.near;
    if (!near) return null;
    const byChance = (quality.predictive?.expectedRepeats ?? 0) / Math.max(1, counts.test);
    if (near.by === 'cells' && byChance > mostByChance) return null;
    return rowVerdict(near.rows, near.compared, { kind: 'rows', of: 'near' }, { met: limit, bad: 1 });
  },
};
