import { parse } from 'valibot';
import { describe, expect, it } from 'vitest';
import { reading as readingSchema } from '../../../../src/contract/project/evaluation';
import type { ProjectView } from '../../../../src/contract/project/view';
import { catalogue } from '../../../../src/domain/evaluation/catalogue';
import { findVetoes, takeReadings } from '../../../../src/domain/evaluation/measure';
import * as given from './records';

const { hash, id, now, registered, take, view, withGoals, withProject } = given;

const requirement = (metric: 'auc' | 'rmse' | null, threshold: number | null) => ({
  ...{ id: id(`q${metric}`), text: '', metric, operator: '≥' as const, threshold, priority: 'must' as const },
});

describe('takeReadings', () => {
  it('reads every indicator of the catalogue once, in a form that can be kept', () => {
    const readings = takeReadings(view, now);
    expect(readings.map((each) => each.id)).toEqual(catalogue.map((each) => each.id));
    for (const each of readings) expect(parse(readingSchema, each)).toEqual(each);
    expect(takeReadings(view, now)).toEqual(readings);
  });

  it('leaves missing what the catalogue says cannot be taken yet, whatever a person answers', () => {
    const rating = { value: 1, evidence: 'seen', by: null, at: now };
    const ratings = Object.fromEntries(catalogue.map((each) => [each.id, rating]));
    const change = withProject({ ratings });
    for (const { id: indicator, attainable, source } of catalogue) {
      if (!attainable) expect(take(change, indicator).state).toBe('missing');
      else if (source === 'H') expect(take(change, indicator).state).toBe('measured');
    }
  });

  it('finds everything missing in an empty project but what can be counted at once', () => {
    const readings = takeReadings({ ...view, dataset: null, partition: null, runs: [], judgements: [] }, now);
    const measured = readings.filter(({ state }) => state !== 'missing').map((each) => each.id);
    expect(measured).toEqual(['T1a']);
  });

  it.each<[string, number, number, number]>([
    ['A1b', 0.125, 0.625, 200],
    ['A1c', 1 / 3, 1 / 3, 1],
    ['A3b', 1, 1, 2],
    ['D1a', 0.95, 0.75, 5000],
    ['D1b', 0.98, 0.6, 1000],
    ['D2a', 0.01, 0.8, 1000],
    ['D2b', 0.004, 0.6, 1000],
    ['D3a', 0.8112781, 0.6225562, 1000],
    ['D4a', 0.015, 0.7, 200],
    ['D5b', 2 / 3, 1 / 3, 3],
    ['M1a', 0.5, 0.5, 200],
    ['M1b', 0.05 / 0.95, 1 - 0.05 / 0.95 / 0.2, 200],
    ['M1c', 0.8, (0.8 - 0.6) / 0.35, 40],
    ['M2a', 0.055, 0.5, 200],
    ['M2b', 0.3, 0.6, 200],
    ['T1a', 0, 0, 7],
  ])('%s: raw %f, score %f, from %i', (indicator, raw, score, n) => {
    const taken = take({}, indicator);
    expect(taken).toMatchObject({ state: 'measured', n, by: 'app' });
    expect(taken.raw).toBeCloseTo(raw, 6);
    expect(taken.score).toBeCloseTo(score, 6);
    expect(taken.evidence.length).toBeGreaterThan(0);
  });

  it('names the evidence with its hash', () => {
    expect(take({}, 'D1a').evidence).toEqual([{ table: 'partitions', id: id('s1'), sha256: hash('e') }]);
    expect(take({}, 'A1b').evidence).toEqual([
      { table: 'judgements', id: id('j2'), sha256: hash('2') },
      { table: 'judgements', id: id('j1'), sha256: hash('1') },
    ]);
  });

  it('A1a: counts requirements that state a metric and a threshold', () => {
    const requirements = [
      requirement('auc', 0.8),
      requirement('auc', null),
      requirement(null, null),
      requirement('rmse', 2),
    ];
    expect(take(withGoals({ requirements }), 'A1a')).toMatchObject({ raw: 0.5, score: 0, n: 4 });
    expect(take({}, 'A1a').state).toBe('missing');
  });

  it('M1a: takes its target from the first requirement on the metric', () => {
    const met = (threshold: number) =>
      take(withGoals({ requirements: [requirement('auc', threshold)] }), 'M1a');
    expect(met(0.85)).toMatchObject({ score: 1, raw: expect.closeTo(2, 10) as number });
    // The baseline reaches 0.75 already: the model only has to reach it too.
    expect(met(0.75)).toMatchObject({ score: 1, raw: 1 });
    const worse = { judgements: [given.judgement(2, 0.7), given.judgement(1, 0.8)] };
    expect(take({ ...withGoals({ requirements: [requirement('auc', 0.75)] }), ...worse }, 'M1a').raw).toBe(0);
    expect(take(worse, 'M1a').score).toBe(0);
  });

  it('D1b: takes rows that fail a person’s expectations off, and is missing where one was not checked', () => {
    const expectations = [
      { id: 'e1', column: 'a', rule: { kind: 'range' as const, low: 0, high: null } },
      { id: 'e2', column: 'b', rule: { kind: 'present' as const } },
    ];
    const change = given.withData({ expectations });
    const checked = (failed: (number | null)[], failedRows: number) => {
      const results = failed.map((count, index) => ({ id: `e${index + 1}`, failed: count }));
      return take({ ...change, ownChecks: { rows: 1000, results, failedRows } }, 'D1b');
    };
    expect(checked([10, 5], 12)).toMatchObject({ state: 'measured', raw: 1 - 32 / 1000, n: 1000 });
    expect(checked([10, 5], 12).evidence.map(({ table }) => table)).toEqual(['datasets', 'projects']);
    expect(checked([1000, 1000], 1000)).toMatchObject({ raw: 0, score: 0 });
    expect(checked([10, null], 10).state).toBe('missing');
    expect(checked([10], 10).state).toBe('missing');
    expect(take(change, 'D1b').state).toBe('missing');
    expect(take(given.withData({ expectations: [] }), 'D1b').raw).toBe(0.98);
  });

  it('D5c: how much of the shelf life in the data dictionary is over, by what of it ends first', () => {
    const { dataset } = given;
    const columns = ['a', 'y', 'note'].map((name) => ({
      ...{ name, type: 'number' as const, categories: [], shape: null },
    }));
    const day = (days: number) => new Date(now + days * 24 * given.hour).toISOString().slice(0, 10);
    const age = (data: object, entries: Record<string, object>, more: object = {}) =>
      take(
        {
          ...given.withData({ dictionary: { data, columns: entries }, roles: { note: 'ignored' } as never }),
          ...{ dataset: { ...dataset, columns }, ...more },
        },
        'D5c',
      );
    const end = (days: number) => Date.parse(`${day(days)}T00:00:00Z`) + 24 * given.hour;
    const start = now - 100 * given.hour;
    const over = (days: number, from = start) => (now - from) / (end(days) - from);
    expect(age({ expires: day(30) }, {})).toMatchObject({ state: 'measured', raw: over(30), n: 1 });
    expect(age({ expires: day(30) }, { a: { expires: day(10) } })).toMatchObject({ raw: over(10), n: 2 });
    expect(age({}, { y: { expires: day(-1) } }).raw).toBeCloseTo(over(-1), 12);
    // What nobody learns from may be as old as it likes.
    expect(age({}, { note: { expires: day(1) } }).state).toBe('missing');
    // By steps from data that were read before.
    const dataSince = now - 300 * given.hour;
    expect(age({ expires: day(30) }, {}, { dataSince }).raw).toBe(over(30, dataSince));
    // Over before it was read: too old at once.
    expect(age({ expires: day(-40) }, {})).toMatchObject({ score: 0 });
    expect(take({}, 'D5c').state).toBe('missing');
  });

  it('A2: holds size, latency and memory against budgets', () => {
    const budgets = { modelBytes: 40_000, latencyMs: 10, memoryMb: 20 };
    const latency = {
      ...{
        backend: 'cpu' as const,
        batch: 1,
        p50Ms: 4,
        p95Ms: 8,
        samples: 50,
        peakMemoryBytes: 22e6,
        takenAt: now,
      },
    };
    const change = { ...registered, ...withGoals({ budgets }), facts: [given.facts(2, { latency })] };
    expect(take(change, 'A2a').raw).toBeCloseTo(0.75, 12);
    expect(take(change, 'A2b')).toMatchObject({ raw: 0.8, n: 50 });
    expect(take(change, 'A2c').raw).toBeCloseTo(1.1, 12);
    expect(take(registered, 'A2a').state).toBe('missing');
    expect(take({ ...change, facts: [given.facts(2)] }, 'A2b').state).toBe('missing');
  });

  it('A3: reads reruns of one recipe, and the difference after export', () => {
    const rerun = {
      runs: [given.run(3), ...view.runs],
      judgements: [given.judgement(3, 0.905), ...view.judgements],
    };
    expect(take({}, 'A3a').state).toBe('missing');
    expect(take(rerun, 'A3a')).toMatchObject({ n: 2, raw: expect.closeTo(0.005, 10) as number });
    const exported = (exportDifference: number) =>
      take({ ...registered, facts: [given.facts(2, { exportDifference })] }, 'A3c');
    expect(exported(10 ** -3.5)).toMatchObject({ score: expect.closeTo(0.5, 10) as number });
    expect(exported(0)).toMatchObject({ raw: -9, score: 1 });
  });

  it('A4a: counts what the card says, a text that was signed for first', () => {
    expect(take(registered, 'A4a')).toMatchObject({ raw: 0.7, n: 10 });
    const text = { ...given.version(2, 2).card, ethics: 'e', limitations: 'l' };
    const cards = [{ text, by: id('ann'), name: 'Ann', at: now }];
    expect(take({ ...registered, facts: [given.facts(2, { cards })] }, 'A4a').raw).toBe(0.9);
    expect(take({}, 'A4a').state).toBe('missing');
  });

  it('takes the champion as the model, else the newest version, else the proposed run', () => {
    const runOf = (change: Partial<ProjectView>) => take(change, 'M2a').evidence[0]?.id;
    const runs = [given.run(4, { status: 'failed', artifact: null }), given.run(3), ...view.runs];
    const judgements = [given.judgement(3, 0.7), ...view.judgements];
    // Of two models that were not compared the better on validation, not the newer.
    expect(runOf({ runs, judgements })).toBe(id('j2'));
    expect(runOf({ runs, judgements, versions: [given.version(2, 2)] })).toBe(id('j2'));
    const versions = [given.version(3, 3), given.version(2, 2)];
    expect(runOf({ runs, judgements, versions })).toBe(id('j3'));
    const promotions = [given.promotion(2), given.promotion(3)];
    expect(runOf({ runs, judgements, versions, promotions })).toBe(id('j2'));
  });

  it('only compares with a baseline on the same partition', () => {
    const runs = [given.run(2), given.run(1, { role: 'baseline', partitionSha256: hash('9') })];
    expect(take({ runs }, 'A1b').state).toBe('missing');
    expect(take({ runs }, 'M2a').state).toBe('measured');
  });

  it('names a record once where the version is its own baseline', () => {
    const runs = [given.run(1, { role: 'baseline' })];
    const taken = take(
      { runs, judgements: [given.judgement(1, 0.8)], versions: [given.version(1, 1)] },
      'A1b',
    );
    expect(taken.evidence).toEqual([{ table: 'judgements', id: id('j1'), sha256: hash('1') }]);
  });

  it('turns stale with the data, the split or the target', () => {
    const newData = { dataset: { ...given.dataset, sha256: hash('7') } };
    expect(take(newData, 'D1a')).toMatchObject({ state: 'stale', raw: 0.95, score: null });
    expect(take(newData, 'M2a')).toMatchObject({ state: 'stale', score: null });
    expect(take(newData, 'D2a').state).toBe('measured');
    expect(take({ partition: { ...given.partition, sha256: hash('7') } }, 'M1a').state).toBe('stale');
    expect(take(withProject({ data: { ...given.project.data, target: 'z' } }), 'M2a').state).toBe('stale');
    // A judgement of other weights says nothing of these.
    const judgements = [given.judgement(2, 0.9, { artifactSha256: hash('7') })];
    expect(take({ judgements }, 'M2a').state).toBe('missing');
  });

  it('takes errors the other way round', () => {
    const split = (rmse: number) => ({
      ...{ rows: 100, metrics: { mae: rmse / 2, rmse, r2: 0.5, mape: null } },
    });
    const judged = (number: number, train: number, test: number) =>
      given.judgement(number, 0, {
        ...{ primary: 'rmse', train: split(train), test: split(test) },
        slices: [
          { column: 'a', value: 'x', rows: 50, score: 3 },
          { column: 'a', value: 'z', rows: 31, score: 5 },
        ],
      });
    const change = {
      ...withProject({ data: { ...given.project.data, task: 'regression' } }),
      judgements: [judged(2, 3.2, 4), judged(1, 5, 5)],
    };
    expect(take(change, 'A1b').raw).toBeCloseTo(0.2, 12);
    // From 5 to 4 with nothing but 0 as the target.
    expect(take(change, 'M1a').raw).toBeCloseTo(0.2, 12);
    expect(take(change, 'M1b').raw).toBeCloseTo(0.25, 12);
    expect(take(change, 'M1c')).toMatchObject({ raw: 0.8, n: 31 });
    for (const indicator of ['D2b', 'D3a', 'M2a', 'M2b']) {
      expect(take(change, indicator)).toMatchObject({ state: 'not-applicable', n: null, by: 'app' });
    }
    const requirements = [requirement('rmse', 4.5)];
    expect(
      take(
        { ...change, project: { ...change.project!, goals: { ...given.project.goals, requirements } } },
        'M1a',
      ),
    ).toMatchObject({ raw: 2, score: 1 });
  });

  it('leaves out what a person switched off, with the name', () => {
    const notApplicable = { D1a: { reason: 'no such cells', by: id('ann') } };
    expect(take(withProject({ notApplicable }), 'D1a')).toMatchObject({
      ...{ state: 'not-applicable', raw: null, score: null, by: id('ann') },
    });
  });
});

describe('findVetoes', () => {
  it('stands against leakage, and against a champion whose spares are all broken', () => {
    expect(findVetoes(view)).toEqual([]);
    const leaky = { ...given.partition, quality: { ...given.partition.quality, leakedRows: 11 } };
    expect(findVetoes({ ...view, partition: leaky })).toEqual(['leakage']);
    const live = { ...view, promotions: [given.promotion(2)], versions: [given.version(2, 2)] };
    // The first version of a project has nothing to roll back to.
    expect(findVetoes(live)).toEqual([]);
    const spare = { ...live, versions: [given.version(2, 2), given.version(1, 1)] };
    expect(findVetoes(spare)).toEqual([]);
    const broken = [given.facts(1, { verified: { holds: false, takenAt: now } })];
    expect(findVetoes({ ...spare, facts: broken })).toEqual(['no-rollback']);
  });

  it('stands against a column that gives the target away until somebody answers for it', () => {
    const predictive = { rows: 1000, columns: [{ name: 'a', score: 0.995 }], expectedRepeats: 0 };
    const partition = { ...given.partition, quality: { ...given.partition.quality, predictive } };
    expect(findVetoes({ ...view, partition })).toEqual(['target-leakage']);
    const answer = { target: 'y', reason: 'taken at the door', name: 'Ann', at: 1 };
    const data = { ...given.project.data, knownBefore: { a: answer } };
    expect(findVetoes({ ...view, partition, ...given.withProject({ data }) })).toEqual([]);
    expect(given.take({ partition }, 'D4c')).toMatchObject({ raw: 0.995, score: 0, n: 1000 });
    expect(given.take({}, 'D4c').state).toBe('missing');
  });

  it('takes repeats that chance explains for no leak', () => {
    const predictive = { rows: 1000, columns: [], expectedRepeats: 30 };
    const quality = { ...given.partition.quality, leakedRows: 50, predictive };
    const partition = { ...given.partition, quality };
    expect(findVetoes({ ...view, partition })).toEqual([]);
    expect(given.take({ partition }, 'D4a')).toMatchObject({ raw: 0, score: 1 });
    const leaky = { ...partition, quality: { ...quality, leakedRows: 90 } };
    expect(findVetoes({ ...view, partition: leaky })).toEqual(['leakage']);
  });
});
