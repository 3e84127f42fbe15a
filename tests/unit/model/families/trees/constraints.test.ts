// What the settings constrain: predictions along monotone columns, columns that meet on a path, which rows and columns a tree sees.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FittedPreprocessing } from '../../../../../src/contract/model/run';
import { constraintsOf } from '../../../../../src/model/families/trees/constrained-columns';
import { ColumnDraw } from '../../../../../src/model/families/trees/grow/column-draw';
import type { Forest } from '../../../../../src/model/families/trees/forest/forest';
import {
  settingsOf,
  startSettings,
  type TreeSettings,
} from '../../../../../src/model/families/trees/settings';
import { RowDraw } from '../../../../../src/model/families/trees/row-draw';
import { drawnClasses, drawnRows, grow, jobOf, plain, run, scoresOf, type TreeProblem } from './tree-job';

const width = 4;
const numbers = Array.from({ length: width }, () => 0);

/** Scores of a row as one of its columns goes through its values. */
function along(forest: Forest, row: Float32Array, column: number): Float64Array {
  const values = Array.from({ length: 61 }, (_, at) => (at - 30) / 8);
  const samples = Float32Array.from(values.flatMap((value) => [...row.with(column, value)]));
  return scoresOf(forest, samples, width);
}

const problems = fc.record({
  seed: fc.integer({ min: 0, max: 1e6 }),
  task: fc.constantFrom('regression' as const, 'binary' as const),
  settings: fc.record({
    growth: fc.constantFrom('leaf' as const, 'depth' as const),
    loss: fc.constantFrom('standard' as const, 'huber' as const, 'quantile' as const),
    l1: fc.constantFrom(0, 0.3),
    rowShare: fc.constantFrom(1, 0.6),
    nodeColumnShare: fc.constantFrom(1, 0.5),
  }),
});

function problemOf({
  seed,
  task,
  settings,
}: {
  seed: number;
  task: 'regression' | 'binary';
  settings: Partial<TreeSettings>;
}) {
  const train = task === 'binary' ? drawnClasses(250, width, seed, 0.1) : drawnRows(250, width, seed, 0.1);
  return {
    ...{ task, classes: task === 'binary' ? 2 : 0, levels: numbers, train, seed },
    settings: { ...plain, rounds: 12, maxDepth: 5, maxLeaves: 20, minChildWeight: 0.2, ...settings },
  } satisfies TreeProblem;
}

describe('a monotone column', () => {
  it('only raises, or only lowers, what is predicted', async () => {
    let moved = 0;
    await fc.assert(
      fc.asyncProperty(problems, async (drawn) => {
        const problem = problemOf(drawn);
        const forest = await grow({
          ...problem,
          settings: { ...problem.settings, increasing: ['c0', 'c2'], decreasing: ['c1'] },
        });
        for (let row = 0; row < 20; row++)
          for (const [column, direction] of [
            [0, 1],
            [1, -1],
            [2, 1],
          ] as const) {
            const scores = along(
              forest,
              problem.train.features.slice(row * width, (row + 1) * width),
              column,
            );
            for (let at = 1; at < scores.length; at++) {
              const step = direction * (scores[at]! - scores[at - 1]!);
              // Leaves are float32, so that two that are equal may add up otherwise by a rounding.
              expect(step).toBeGreaterThan(-1e-6);
              if (step > 1e-3) moved++;
            }
          }
      }),
      { numRuns: 25 },
    );
    expect(moved).toBeGreaterThan(100);
  });

  it('learns as before where what it is held to holds anyway', async () => {
    const train = drawnRows(200, width, 3);
    train.labels.forEach((_, row) => (train.labels[row] = 2 * train.features[row * width]!));
    const problem = { ...problemOf({ seed: 1, task: 'regression', settings: {} }), train };
    const free = await grow(problem);
    const held = await grow({ ...problem, settings: { ...problem.settings, increasing: ['c0'] } });
    const scores = [free, held].map((forest) => scoresOf(forest, train.features, width));
    // Bounds bite where children of a node come near each other, so a little less is learnt a round.
    for (const [at, score] of scores[0]!.entries())
      expect(Math.abs(scores[1]![at]! - score)).toBeLessThan(0.2);
  });
});

/** The columns of every path from root to leaf. */
function paths(forest: Forest): Set<number>[] {
  const found: Set<number>[] = [];
  const walk = (node: number, path: Set<number>) => {
    const column = forest.columns[node]!;
    if (column < 0) return void found.push(path);
    for (const child of [0, 1]) walk(forest.left[node]! + child, new Set(path).add(column));
  };
  forest.starts.subarray(0, -1).forEach((root) => walk(root, new Set()));
  return found;
}

describe('interactions', () => {
  it('are between columns of one set alone', async () => {
    const problem = problemOf({ seed: 8, task: 'regression', settings: {} });
    const meet = async (interactions: TreeSettings['interactions']) =>
      new Set(
        paths(await grow({ ...problem, settings: { ...problem.settings, interactions } })).map((path) =>
          [...path].sort().join(),
        ),
      );
    const apart = await meet({ 1: ['c0', 'c1'], 2: ['c1', 'c2'] });
    for (const path of apart) expect(['', '0', '1', '2', '3', '0,1', '1,2']).toContain(path);
    expect(apart).toContain('0,1');
    expect([...(await meet({}))].some((path) => path.includes('0,1,2'))).toBe(true);
  });
});

describe('names of columns', () => {
  const fitted: Pick<FittedPreprocessing, 'features'> = {
    features: [
      { kind: 'codes', column: 'city', ordered: false, categories: ['a', 'b'] },
      { kind: 'raw', column: '__proto__', min: 0, max: 1 },
      { kind: 'raw', column: 'age', min: 0, max: 1 },
    ],
  };
  const none = { increasing: [], decreasing: [], interactions: {} };

  it('become places of encoded columns', () => {
    expect(constraintsOf(none, fitted)).toEqual({ monotone: null, interactions: null });
    expect(
      constraintsOf({ ...none, increasing: ['age', 'gone'], decreasing: ['__proto__'] }, fitted).monotone,
    ).toEqual(Int8Array.of(0, -1, 1));
    expect(constraintsOf({ ...none, interactions: { 1: ['city', 'age', 'gone'], 2: [] } }, fitted)).toEqual({
      monotone: null,
      interactions: [[0, 2], [1]],
    });
  });

  it('are refused where they are no numbers, or are to rise and to fall', () => {
    expect(() => constraintsOf({ ...none, increasing: ['city'] }, fitted)).toThrow('recipe_invalid');
    expect(() => constraintsOf({ ...none, increasing: ['age'], decreasing: ['age'] }, fitted)).toThrow(
      'recipe_invalid',
    );
  });
});

describe('shares', () => {
  it('are drawn from the tree for a level, and from the level for a node, always the same', () => {
    const shares = { columnShare: 0.6, levelColumnShare: 0.5, nodeColumnShare: 0.7 };
    const draw = (tree: number) => {
      const of = new ColumnDraw(50, tree, shares, 9);
      return [of.columns, of.ofNode(0), of.ofNode(2), of.ofNode(2)].map((columns) => [...columns]);
    };
    const [tree, ...nodes] = draw(4);
    expect(tree).toHaveLength(30);
    for (const node of nodes) {
      expect(node).toHaveLength(11);
      expect(node).toEqual([...node].sort((a, b) => a - b));
      expect(node.every((column) => tree!.includes(column))).toBe(true);
    }
    // Two nodes of a level share its 15 columns.
    expect(new Set([...nodes[1]!, ...nodes[2]!]).size).toBeLessThanOrEqual(15);
    expect(nodes[1]).not.toEqual(nodes[2]);
    expect(draw(4)).toEqual([tree, ...nodes]);
    expect(draw(5)[0]).not.toEqual(tree);
  });

  it('of rows with large gradients are all of these, and others that stand for the rest', () => {
    const rows = 20_000;
    const sizes = Float32Array.from({ length: rows }, (_, row) => (row * 7919) % rows);
    const draw = new RowDraw({ kind: 'gradient', topShare: 0.2, otherShare: 0.1, fromRound: 2 }, rows, 5);
    const found = new Uint32Array(rows);
    expect(draw.draw(1, found, null)).toMatchObject({ count: rows, factor: 1 });
    const { count, others, factor } = draw.draw(2, found, sizes);
    const top = [...found.subarray(0, count)].filter((row) => sizes[row]! >= 0.8 * rows);
    expect(top).toHaveLength(0.2 * rows);
    expect(count - top.length).toBe(others.length);
    expect(Math.abs(others.length / rows - 0.1)).toBeLessThan(0.01);
    expect(factor).toBeCloseTo(8, 12);
  });
});

describe('rows with large gradients', () => {
  it('teach nearly as much as all, and a training of them resumes to the same bits', async () => {
    const task = { task: 'binary', classes: 2, levels: numbers } as const;
    const problem: TreeProblem = {
      ...{ ...task, train: drawnClasses(2000, width, 71), validation: drawnClasses(1000, width, 72) },
      settings: {
        ...plain,
        rounds: 30,
        sampling: 'gradient',
        topShare: 0.3,
        otherShare: 0.2,
        learningRate: 0.2,
      },
    };
    const sampled = await run(jobOf(problem));
    const whole = await run(jobOf({ ...problem, settings: { ...problem.settings, sampling: 'random' } }));
    const last = (outcome: typeof whole) => outcome.record.history!.at(-1)!.validationLoss;
    expect(last(sampled)).not.toBe(last(whole));
    expect(last(sampled)).toBeLessThan(last(whole) * 1.15);
    const job = jobOf(problem);
    let state = job.from;
    await run({ ...job, now: () => performance.now() }, (signal) => {
      if (signal.kind === 'state') state = signal.state;
      if (signal.kind === 'epoch' && signal.metrics.epoch >= 11) job.control.intent = 'pause';
    });
    expect((await run({ ...jobOf(problem), from: state })).learnt).toEqual(sampled.learnt);
    await expect(
      run(
        jobOf({
          ...problem,
          ...{ task: 'regression', classes: 0 },
          settings: { sampling: 'gradient', loss: 'quantile' },
        }),
      ),
    ).rejects.toThrow('recipe_invalid');
  });
});

it('reads recipes of an earlier app, which say nothing of all this', () => {
  const { recipe } = jobOf(problemOf({ seed: 1, task: 'regression', settings: {} }));
  if (recipe.format !== 2) throw new Error('not a recipe of settings');
  const { sampling, topShare, otherShare, levelColumnShare, nodeColumnShare, ...rest } = startSettings({
    train: 100,
    validation: 30,
  });
  const { increasing, decreasing, interactions, ...earlier } = rest;
  expect(settingsOf({ ...recipe, model: { family: 'trees', settings: earlier } })).toEqual({
    ...{ ...earlier, sampling, topShare, otherShare, levelColumnShare, nodeColumnShare },
    ...{ increasing, decreasing, interactions },
  });
  expect(() =>
    settingsOf({
      ...recipe,
      model: { family: 'trees', settings: { ...earlier, topShare: 0.7, otherShare: 0.5 } },
    }),
  ).toThrow('recipe_invalid');
});

it('draws by the seed', async () => {
  const problem = problemOf({ seed: 5, task: 'regression', settings: { levelColumnShare: 0.6 } });
  const [first, again] = [await grow(problem), await grow(problem)];
  expect(again).toEqual(first);
  expect((await grow({ ...problem, seed: 6 })).values).not.toEqual(first.values);
});
