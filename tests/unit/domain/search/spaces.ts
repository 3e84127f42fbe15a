// Search spaces of the tests: one of a study of models, and any that fast-check comes up with.
import fc from 'fast-check';
import type { Dimension, SearchSpace } from '../../../../src/contract/model/search/search-space';

/** Two families, each with settings of its own, one of which has a setting again. */
export const conditional: SearchSpace = [
  { kind: 'choice', path: 'family', values: ['trees', 'dense', 'linear'] },
  { kind: 'log-uniform', path: 'rate', low: 1e-4, high: 1, when: { path: 'family', in: ['trees', 'dense'] } },
  { kind: 'integer', path: 'trees.depth', low: 2, high: 5, when: { path: 'family', in: ['trees'] } },
  {
    kind: 'choice',
    path: 'dense.optimizer',
    values: [{ kind: 'sgd', momentum: 0.9 }, { kind: 'adam' }],
    when: { path: 'family', in: ['dense'] },
  },
  {
    kind: 'uniform',
    path: 'dense.momentum',
    low: 0.5,
    high: 0.9,
    // The members of a value may come in any order.
    when: { path: 'dense.optimizer', in: [{ momentum: 0.9, kind: 'sgd' }] },
  },
];

const ends = fc
  .tuple(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.double({ min: 1e-3, max: 1e6, noNaN: true }))
  .map(([low, width]) => ({ low, high: low + width }));

const positiveEnds = fc
  .tuple(fc.double({ min: 1e-8, max: 1e3, noNaN: true }), fc.double({ min: 1.1, max: 1e6, noNaN: true }))
  .map(([low, times]) => ({ low, high: low * times }));

const range = fc.oneof(
  ends.map((given) => ({ kind: 'uniform' as const, ...given })),
  positiveEnds.map((given) => ({ kind: 'log-uniform' as const, ...given })),
  fc
    .tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 1, max: 500 }))
    .map(([low, width]) => ({ kind: 'integer' as const, low, high: low + width })),
  fc
    .tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 500 }))
    .map(([low, width]) => ({ kind: 'integer' as const, low, high: low + width, log: true as const })),
);

/** A choice, and ranges of which some count under one of its values only. */
export const anySpace: fc.Arbitrary<SearchSpace> = fc
  .tuple(
    fc.integer({ min: 1, max: 4 }),
    fc.array(fc.tuple(range, fc.boolean()), { minLength: 1, maxLength: 5 }),
  )
  .map(([choices, ranges]) => [
    { kind: 'choice', path: 'choice', values: Array.from({ length: choices }, (_, place) => `c${place}`) },
    ...ranges.map(([given, depends], place): Dimension => {
      const when = { path: 'choice', in: [`c${place % choices}`] };
      return { ...given, path: `x.${place}`, ...(depends ? { when } : {}) };
    }),
  ]);
