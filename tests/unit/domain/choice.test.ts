// Which run is proposed, and which overfits.
import { describe, expect, it, test } from 'vitest';
import type { Comparison } from '../../../src/contract/model/comparison';
import type { Requirement } from '../../../src/contract/project/project';
import { learnsByHeart, overfitOf } from '../../../src/domain/choice/overfitting';
import { decidingMetric, proposedAhead, proposedModel, standOf } from '../../../src/domain/choice/proposal';
import { currentModel } from '../../../src/domain/current-model';
import { bootstrapInterval, pairedInterval } from '../../../src/domain/predictions/bootstrap';
import { Philox } from '../../../src/domain/random';
import * as given from './evaluation/records';

const { hash, judgement, run, take, view, withGoals } = given;

type Bounds = readonly [low: number, high: number];

/** Differences of ROC AUC (or another metric) on validation and on test. */
function against(validation: Bounds | null, test: Bounds | null = validation, metric = 'auc'): Comparison {
  const difference = (bounds: Bounds | null) =>
    bounds && { value: (bounds[0] + bounds[1]) / 2, interval: [...bounds] as [number, number] };
  return {
    baselineSha256: hash('1'),
    metrics: { [metric]: { validation: difference(validation), test: difference(test) } },
  };
}

const baseline = { run: run(1, { role: 'baseline' }), judgement: judgement(1, 0.8) };

/** The project with these models, each by its ROC AUC on validation and how it did against the baseline. */
function records(...models: { auc: number; comparison: Comparison | null }[]) {
  const made = models.map(({ auc, comparison }, at) => ({
    run: run(at + 2),
    judgement: judgement(at + 2, auc, { comparison }),
  }));
  const all = [baseline, ...made].reverse();
  return { ...view, runs: all.map((each) => each.run), judgements: all.map((each) => each.judgement) };
}

describe('proposedModel', () => {
  it.each<[string, { auc: number; comparison: Comparison | null }[], number, string]>([
    ['a model that is better beyond chance', [{ auc: 0.9, comparison: against([0.05, 0.15]) }], 2, 'better'],
    [
      'the baseline where the difference may be chance',
      [{ auc: 0.85, comparison: against([-0.02, 0.12]) }],
      1,
      'as-good',
    ],
    [
      'the baseline where the model is worse',
      [{ auc: 0.7, comparison: against([-0.15, -0.05]) }],
      1,
      'worse',
    ],
    [
      'the baseline where the interval ends at 0',
      [{ auc: 0.85, comparison: against([0, 0.1]) }],
      1,
      'as-good',
    ],
    ['a model that nobody compared', [{ auc: 0.7, comparison: null }], 2, 'not-compared'],
    [
      'the better of two, though it is the older',
      [
        { auc: 0.92, comparison: against([0.05, 0.15]) },
        { auc: 0.9, comparison: against([0.05, 0.15]) },
      ],
      2,
      'better',
    ],
    [
      'the newer of two that are equal',
      [
        { auc: 0.9, comparison: against([0.05, 0.15]) },
        { auc: 0.9, comparison: against([0.05, 0.15]) },
      ],
      3,
      'better',
    ],
    [
      'one that is surely better before one that looks better',
      [
        { auc: 0.88, comparison: against([0.01, 0.1]) },
        { auc: 0.91, comparison: against([-0.01, 0.2]) },
      ],
      2,
      'better',
    ],
  ])('proposes %s', (_, models, number, standing) => {
    const proposal = proposedModel(records(...models));
    expect(proposal?.proposed.run.number).toBe(number);
    expect(proposal?.stand.standing).toBe(standing);
    expect(currentModel(records(...models))?.run.number).toBe(number);
  });

  it('never looks at test', () => {
    const [better, worse]: Bounds[] = [
      [0.05, 0.1],
      [-0.1, -0.05],
    ];
    expect(
      proposedModel(records({ auc: 0.9, comparison: against(better!, worse!) }))?.proposed.run.number,
    ).toBe(2);
    expect(
      proposedModel(records({ auc: 0.7, comparison: against(worse!, better!) }))?.proposed.run.number,
    ).toBe(1);
  });

  it('turns errors round: less is better', () => {
    expect(
      standOf({ primary: 'rmse', comparison: against([-0.4, -0.1], null, 'rmse') }, 'rmse', 'validation'),
    ).toMatchObject({
      standing: 'better',
    });
    expect(
      standOf({ primary: 'rmse', comparison: against([0.1, 0.4], null, 'rmse') }, 'rmse', 'validation'),
    ).toMatchObject({
      standing: 'worse',
    });
  });

  it('has nothing to propose before a model was judged, and no baseline without weights', () => {
    expect(proposedModel(records())).toBeNull();
    const lost = records({ auc: 0.7, comparison: against([-0.15, -0.05]) });
    const runs = lost.runs.map((each) => (each.role === 'baseline' ? { ...each, artifact: null } : each));
    expect(proposedModel({ ...lost, runs })?.proposed.run.number).toBe(2);
  });

  it('is the same object until runs, judgements or the metric that decides change', () => {
    const byTwo = { ...against([0.05, 0.15]).metrics, ...against([-0.1, 0.2], null, 'f1').metrics };
    const known = records({ auc: 0.9, comparison: { ...against(null), metrics: byTwo } });
    const proposal = proposedModel(known);
    expect(proposedModel({ ...known, project: { ...known.project } })).toBe(proposal);
    const must = { id: given.id('q1'), text: '', operator: '≥' as const, threshold: 0.5 };
    const goals = withGoals({ requirements: [{ ...must, metric: 'f1', priority: 'must' }] });
    expect(proposedModel({ ...known, ...goals })?.stand).toMatchObject({ metric: 'f1', standing: 'as-good' });
    const judgements = known.judgements.filter(({ runId }) => runId !== proposal?.proposed.run.id);
    expect(proposedModel({ ...known, judgements })).toBeNull();
    expect(proposedModel(known)).toEqual(proposal);
  });

  it('leaves models of other rows aside', () => {
    const both = records(
      { auc: 0.99, comparison: against([0.1, 0.2]) },
      { auc: 0.9, comparison: against([0.05, 0.1]) },
    );
    const runs = both.runs.map((each) =>
      each.number === 2 ? { ...each, partitionSha256: hash('9') } : each,
    );
    expect(proposedModel({ ...both, runs })?.proposed.run.number).toBe(3);
  });
});

describe('decidingMetric', () => {
  const requirement = (
    metric: string | null,
    priority: Requirement['priority'],
    threshold: number | null = 0.8,
  ) => ({
    ...{ id: given.id('q1'), text: '', metric, operator: '≥' as const, threshold, priority },
  });
  const decided = (...requirements: ReturnType<typeof requirement>[]) => {
    const { project } = { ...view, ...withGoals({ requirements }) };
    return decidingMetric({ project }, judgement(2, 0.9));
  };

  it('is that of the first must that can be measured, else of the first requirement, else the primary', () => {
    expect(decided()).toBe('auc');
    expect(decided(requirement('recall', 'should'), requirement('f1', 'must'))).toBe('f1');
    expect(decided(requirement('recall', 'should'), requirement('f1', 'must', null))).toBe('recall');
    expect(decided(requirement(null, 'must'))).toBe('auc');
    expect(decided(requirement('rmse', 'must'))).toBe('auc');
  });

  it('falls back to the primary where the models were not compared by it', () => {
    const known = judgement(2, 0.9, { comparison: against([0.05, 0.1]) });
    expect(standOf(known, 'recall', 'validation')).toMatchObject({ metric: 'auc', standing: 'better' });
  });
});

describe('M1a', () => {
  it.each<[string, Bounds, number]>([
    ['may be chance', [-0.01, 0.1], 0],
    ['is a loss', [-0.1, -0.01], 0],
    ['is a gain', [0.01, 0.1], 0.5],
  ])('where the difference on test %s', (_, bounds, score) => {
    const change = records({ auc: 0.9, comparison: against([0.05, 0.15], bounds) });
    expect(take(change, 'M1a').raw).toBeCloseTo(score, 10);
  });

  it('is 0 where the model is the baseline', () => {
    const change = records({ auc: 0.7, comparison: against([-0.15, -0.05]) });
    expect(take(change, 'M1a')).toMatchObject({ state: 'measured', raw: 0 });
  });
});

describe('overfitOf', () => {
  const gap = (train: number, validation: number, rows = 200, auc = 0.79) =>
    overfitOf({
      primary: 'auc',
      train: { rows: 700, metrics: { auc: train } },
      validation: { rows, metrics: { auc: validation } },
      test: { rows: 200, metrics: { auc } },
      interval: [auc - 0.04, auc + 0.04],
    });

  it('is the gap between training and validation, of whichever run', () => {
    expect(gap(0.903, 0.792)).toEqual({ metric: 'auc', train: 0.903, validation: 0.792 });
    expect(gap(0.81, 0.8)).toBeNull();
    expect(gap(0.8, 0.9)).toBeNull();
  });

  it('is not called so where few validation rows explain it', () => {
    expect(gap(0.903, 0.792, 20)).toBeNull();
    expect(gap(0.903, 0.792, 0)).toBeNull();
    // A linear model on unlucky validation rows: the test rows know of no gap.
    expect(gap(0.833, 0.728, 140, 0.809)).toBeNull();
  });

  it('is not said of models that know their training rows by heart', () => {
    const of = (family: string) => learnsByHeart({ format: 2, model: { family, settings: {} } } as never);
    expect(['trees', 'random-forest', 'extra-trees', 'knn', 'ensemble'].map(of)).not.toContain(false);
    expect(['glm', 'linear'].map(of)).not.toContain(true);
    expect(learnsByHeart({ format: 1, model: { family: 'dense', layers: [] } } as never)).toBe(false);
  });

  it('turns errors round', () => {
    const errors = (train: number, validation: number) =>
      overfitOf({
        primary: 'rmse',
        train: { rows: 700, metrics: { rmse: train } },
        validation: { rows: 200, metrics: { rmse: validation } },
        test: { rows: 200, metrics: { rmse: 2 } },
        interval: [1.9, 2.1],
      });
    expect(errors(1, 2)).toMatchObject({ train: 1, validation: 2 });
    expect(errors(2, 1)).toBeNull();
    expect(errors(1.9, 2)).toBeNull();
  });
});

test('a paired interval cancels what both find hard, and is null where no draw counts', () => {
  const random = new Philox(3, 1);
  const hard = Float64Array.from({ length: 200 }, () => random.normal());
  const mean = (shift: number) => (rows: Uint32Array) =>
    rows.reduce((sum, row) => sum + hard[row]! + shift, 0) / rows.length;
  const options = { resamples: 300, seed: 5 };
  const [low, high] = pairedInterval(200, [mean(0.01), mean(0)], options)!;
  expect(low).toBeCloseTo(0.01, 10);
  expect(high).toBeCloseTo(0.01, 10);
  const [from, to] = bootstrapInterval(200, mean(0), options);
  expect(to - from).toBeGreaterThan(0.1);
  expect(pairedInterval(5, [() => NaN, () => 1], options)).toBeNull();
});

describe('proposedAhead', () => {
  const judged = (all: ReturnType<typeof records>, number: number) => {
    const at = all.runs.findIndex((each) => each.number === number);
    return { run: all.runs[at]!, judgement: all.judgements[at]! };
  };
  const two = records(
    { auc: 0.92, comparison: against([0.05, 0.15]) },
    { auc: 0.9, comparison: against([0.02, 0.14]) },
  );

  it('names the proposed run, with both values, for a model and for the baseline that it beats', () => {
    expect(proposedAhead(two, judged(two, 3))).toMatchObject({
      ...{ proposed: { run: { number: 2 } }, metric: 'auc', value: 0.92, known: 0.9 },
    });
    expect(proposedAhead(two, judged(two, 1))).toMatchObject({
      proposed: { run: { number: 2 } },
      known: 0.8,
    });
  });

  it('is null for the proposed run itself, for one that is ahead by chance, and over other rows', () => {
    expect(proposedAhead(two, judged(two, 2))).toBeNull();
    const chance = records({ auc: 0.85, comparison: against([-0.02, 0.12]) });
    expect(proposedAhead(chance, judged(chance, 2))).toBeNull();
    const { run: other, judgement: its } = judged(two, 3);
    expect(proposedAhead(two, { run: { ...other, partitionSha256: hash('9') }, judgement: its })).toBeNull();
  });
});
