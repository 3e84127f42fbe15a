// Trials in the time of their search.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatClock } from '../../../../src/i18n/clock';
import { countTrials, layTimeline } from '../../../../src/ui/steps/model/search/timeline';
import { aStudy, aTrial } from './a-study';

it('blocks lie in their lanes, in parts of the budget; phases reach to the next', () => {
  const trials = [
    aTrial(1, 0, [0.7]),
    aTrial(3, 2, [0.6], { startedAt: 10, endedAt: 12, state: 'pruned' }),
    aTrial(2, 1, [0.8], { lane: 1, startedAt: 5, endedAt: 30 }),
  ];
  const trying = [{ number: 4, candidate: 1, lane: 0, startedAt: 30, folds: { done: 1, count: 5 } }];
  const line = layTimeline(aStudy, trials, { secondsNow: 45, width: 600, trying });
  expect(line.seconds).toBe(60);
  expect(line.now).toBe(0.75);
  expect(line.lanes).toEqual([
    [
      { from: 0, to: 1 / 6, candidate: 0, state: 'complete' },
      { from: 1 / 6, to: 0.2, candidate: 2, state: 'pruned' },
      { from: 0.5, to: 0.75, candidate: 1, state: 'trying' },
    ],
    [{ from: 5 / 60, to: 0.5, candidate: 1, state: 'complete' }],
  ]);
  expect(line.phases).toEqual([
    { phase: 'families', from: 0, to: 1 / 3 },
    { phase: 'tuning', from: 1 / 3, to: 1 },
  ]);
});

it('a search that is over fills the line with what it took', () => {
  const over = { ...aStudy, status: 'done' as const, phases: { families: 0, finish: 30, done: 40 } };
  const line = layTimeline(over, [aTrial(1, 0, [0.7])], { secondsNow: 40, width: 600 });
  expect(line.seconds).toBe(40);
  expect(line.phases.map(({ phase }) => phase)).toEqual(['families', 'finish']);
});

it('thousands of short trials share no more blocks than there are px', () => {
  fc.assert(
    fc.property(fc.integer({ min: 50, max: 400 }), fc.integer({ min: 1, max: 3000 }), (width, count) => {
      const trials = Array.from({ length: count }, (_, at) =>
        aTrial(at + 1, at % 3, [0.5], { startedAt: (60 * at) / count, endedAt: (60 * (at + 1)) / count }),
      );
      const [lane = []] = layTimeline(aStudy, trials, { secondsNow: 60, width }).lanes;
      expect(lane.length).toBeLessThanOrEqual(2 * width + 1);
      expect(lane.at(-1)?.to).toBeCloseTo(1, 9);
    }),
    { numRuns: 20 },
  );
});

it('counts how trials ended', () => {
  const trials = [aTrial(1, 0, [0.7]), aTrial(2, 1, [0.8], { state: 'pruned' }), aTrial(3, 1, [0.9])];
  expect(countTrials(trials)).toEqual({ all: 3, complete: 2, pruned: 1, failed: 0 });
});

it('a clock counts seconds, minutes and hours', () => {
  expect([0, 46, 134.4, 3599.6, 3725, -3, NaN].map(formatClock)).toEqual([
    ...['0:00', '0:46', '2:14', '1:00:00', '1:02:05', '0:00', '0:00'],
  ]);
});
