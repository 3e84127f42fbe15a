import { describe, expect, it } from 'vitest';
import { defaultPlan, lastRung, type PruningPlan, type Trace } from '../../../../src/domain/search/pruner';
import { bracketOf, bracketShares } from '../../../../src/domain/search/pruners/hyperband';
import { findPruner, pruners } from '../../../../src/domain/search/pruners/registry';
import golden from '../../../fixtures/golden/search.json';

const traceOf = (index: number, ...scores: (number | null)[]): Trace => ({
  index,
  state: 'running',
  scores: scores.map((score, at) => ({ resource: at + 1, score })),
});
const plan: PruningPlan = { minResource: 1, maxResource: 27, reduction: 3, startupTrials: 1 };

// A record of trials that run side by side, with what Optuna decided: see scripts/golden/search.py.
describe.each([
  ['median', golden.median, { minResource: 4, startupTrials: 3 }],
  ['successive-halving', golden.successiveHalving, { minResource: 2, reduction: 3 }],
] as const)('%s', (id, record, given) => {
  it('decides as Optuna does', () => {
    const traces = new Map<number, Trace>();
    for (const [index, resource, score, state] of record as [number, number, number, Trace['state']][]) {
      const before = traces.get(index)?.scores ?? [];
      const reported: Trace = { index, state: 'running', scores: [...before, { resource, score }] };
      traces.set(index, reported);
      const decision = findPruner(id)!.decide([...traces.values()], index, { ...defaultPlan, ...given });
      expect([index, resource, decision]).toEqual([index, resource, state === 'pruned' ? 'stop' : 'go-on']);
      traces.set(index, { ...reported, state });
    }
  });
});

it('counts the rungs that a trial reached', () => {
  const reached = [traceOf(0), traceOf(0, 0.5), traceOf(0, 0.5, 0.6), traceOf(0, 0.5, 0.6, 0.7, 0.8)];
  expect(reached.map((trace) => lastRung(trace, [1, 3, 9]))).toEqual([-1, 0, 0, 1]);
});

describe('asha', () => {
  const { decide, rungs } = findPruner('asha')!;

  it('lets the first trials of a rung go on, then those above the quantile', () => {
    expect(rungs(plan, 0)).toEqual([1, 3, 9]);
    const first = [traceOf(0, 0.5), traceOf(1, 0.1)];
    expect(decide(first, 1, plan)).toBe('go-on');
    // The quantile 2/3 of 0.1, 0.4, 0.5 is 0.4333; that of 0.1, 0.5, 0.6 is 0.5333.
    expect(decide([...first, traceOf(2, 0.4)], 2, plan)).toBe('stop');
    expect(decide([...first, traceOf(2, 0.6)], 2, plan)).toBe('go-on');
  });

  it('asks only where a rung is reached', () => {
    const best = [0, 1, 2, 3].map((index) => traceOf(index, 0.9, 0.9, 0.9));
    expect(decide([...best, traceOf(4, 0.9, 0.1)], 4, plan)).toBe('go-on');
    expect(decide([...best, traceOf(4, 0.9, 0.9, 0.1)], 4, plan)).toBe('stop');
  });
});

describe('hyperband', () => {
  it('has the brackets of its paper, for 81 and 3', () => {
    expect(bracketShares({ ...plan, maxResource: 81 })).toEqual([81, 34, 15, 8, 5]);
  });

  it('gives each bracket its share of a round, spread over it', () => {
    const shares = bracketShares(plan);
    const round = shares.reduce((sum, share) => sum + share, 0);
    const brackets = Array.from({ length: 2 * round }, (_, index) => bracketOf(index, plan));
    for (const [bracket, share] of shares.entries()) {
      expect(brackets.slice(0, round).filter((each) => each === bracket)).toHaveLength(share);
    }
    expect(brackets.slice(round)).toEqual(brackets.slice(0, round));
    expect(new Set(brackets.slice(0, 20)).size).toBe(shares.length);
  });

  it('holds a trial against those of its bracket only', () => {
    const { decide, rungs } = findPruner('hyperband')!;
    const early = [0, 1, 2, 3, 4, 5, 6, 7].filter((index) => bracketOf(index, plan) === 0);
    const late = Array.from({ length: 20 }, (_, index) => index).find(
      (index) => bracketOf(index, plan) === 1,
    )!;
    const good = early.map((index) => traceOf(index, 0.9, 0.9, 0.9));
    expect(rungs(plan, late)).toEqual([3, 9]);
    expect(decide([...good, traceOf(late, 0.1, 0.1, 0.1)], late, plan)).toBe('go-on');
    expect(decide([...good.slice(1), traceOf(early[0]!, 0.1)], early[0]!, plan)).toBe('stop');
  });
});

describe.each(pruners.map(({ id }) => id))('%s', (id) => {
  const { decide } = findPruner(id)!;

  it('says nothing about a trial that reported nothing, or of the only one', () => {
    expect(decide([], 0, plan)).toBe('go-on');
    expect(decide([traceOf(0, 0.1, 0.2, 0.3)], 0, plan)).toBe('go-on');
  });

  it('depends on scores and not on the order in which trials come', () => {
    const traces = [0, 1, 2, 3, 4, 5].map((index) => ({
      ...traceOf(index, 0.1 * index, 0.12 * index, 0.2 * index),
      state: 'complete' as const,
    }));
    const decisions = traces.map(({ index }) => decide(traces, index, plan));
    const reversed = traces.toReversed();
    expect(traces.map(({ index }) => decide(reversed, index, plan))).toEqual(decisions);
    expect(decisions.at(-1)).toBe('go-on');
  });
});

it.each(pruners.map(({ id }) => id).filter((id) => id !== 'none'))(
  '%s stops a trial whose score cannot be measured',
  (id) => {
    const others = [1, 2, 3].map((index) => ({
      ...traceOf(index, 0.5, 0.5, 0.5),
      state: 'complete' as const,
    }));
    expect(findPruner(id)!.decide([traceOf(0, null), ...others], 0, plan)).toBe('stop');
  },
);
