// How evenly the classes are filled: H(y) / ln K, from 0 to 1.
import { classEvenness } from '../class-evenness';
import type { ExpectationKind } from '../expectation';

const limit = 0.8;
const poor = 0.5;

export const expectation: ExpectationKind<'balance'> = {
  id: 'balance',
  after: 'ISO/IEC 5259-2',
  limit: { kind: 'least', value: limit },
  counts: 'rows',
  harm: 'effort',
  check({ partition: { quality }, plan }) {
    const evenness = classEvenness(quality.classCounts);
    if (evenness === null) return null;
    return {
      tone: evenness >= limit ? 'good' : evenness >= poor ? 'warn' : 'bad',
      count: Math.min(...quality.classCounts.filter((count) => count > 0)),
      share: evenness,
      columns: plan.target === null ? [] : [plan.target],
      place: plan.target === null ? null : { kind: 'column', name: plan.target },
    };
  },
};
