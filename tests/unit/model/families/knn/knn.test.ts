// Nearest neighbours held against scikit-learn's: which rows are near, how far they are and what they say; and what must hold whatever the rows.
import { describe, expect, it } from 'vitest';
import type { FamilyJob, FamilyOutcome } from '../../../../../src/model/families/numerics';
import { compareKnn, exportKnn } from '../../../../../src/model/families/knn/export';
import { knn, type KnnSettings } from '../../../../../src/model/families/knn/family';
import { mostRowsOf } from '../../../../../src/model/families/knn/limits';
import { answerOf, modelOf } from '../../../../../src/model/families/knn/model';
import { numerics } from '../../../../../src/model/families/knn/numerics';
import { NeighborSearch } from '../../../../../src/model/families/knn/search';
import { train } from '../../../../../src/model/families/knn/train';
import { votesOf } from '../../../../../src/model/families/knn/votes';
import type { SettingsRecipe, Task } from '../../../../../src/contract/model/recipe';
import { Philox } from '../../../../../src/domain/random';
import golden from '../../golden/neighbors.json';
import { drawnClasses, drawnRows, jobOf, type TreeProblem, type TreeRows } from '../trees/tree-job';

interface GoldenNeighbors {
  name: string;
  task: Task;
  classes: number;
  k: number;
  weights: 'uniform' | 'distance';
  width: number;
  features: number[];
  labels: number[];
  queries: number[];
  rows: number[];
  distances: number[];
  answers: number[];
}

const noPause = () => Promise.resolve();

describe.each(golden as GoldenNeighbors[])('neighbours, $name', (fit) => {
  it('are scikit-learn’s, as far, and say the same', async () => {
    const search = new NeighborSearch(Float32Array.from(fit.features), fit.width);
    const found = await search.nearest(Float32Array.from(fit.queries), fit.k, noPause);
    expect([...found.rows]).toEqual(fit.rows);
    // Theirs lose digits in products, as the first pass of ours does; a row is at no distance from itself.
    const scale = Math.hypot(...fit.queries.slice(0, fit.width));
    for (const [at, distance] of fit.distances.entries())
      expect(Math.abs(Math.sqrt(found.squares[at]!) - distance)).toBeLessThan(1e-9 * Math.max(1, scale));
    const labels = Float32Array.from(fit.labels);
    const votes = votesOf(found, fit.k, {
      ...{ labels, classes: fit.classes, weights: fit.weights, classWeights: null },
    });
    expect(votes).toHaveLength(fit.answers.length);
    for (const [at, answer] of fit.answers.entries())
      expect(Math.abs(votes[at]! - answer)).toBeLessThan(1e-9);
  });
});

const numbers = [0, 0, 0, 0];
const binary: TreeProblem = {
  ...{ task: 'binary', classes: 2, levels: numbers, train: drawnClasses(240, 4, 3) },
  validation: drawnClasses(90, 4, 4),
};
const regression: TreeProblem = {
  ...{ task: 'regression', classes: 0, levels: numbers, train: drawnRows(240, 4, 5) },
  validation: drawnRows(90, 4, 6),
};
function several({ features, labels }: TreeRows): TreeRows {
  return { features, labels: labels.map((y) => (y < -0.5 ? 0 : y < 0.5 ? 1 : 2)) };
}
const multiclass: TreeProblem = {
  ...{ ...regression, task: 'multiclass', classes: 3, train: several(drawnRows(240, 4, 5)) },
  validation: several(drawnRows(90, 4, 6)),
};

function knnJob(
  problem: TreeProblem,
  settings: Partial<KnnSettings> = {},
  kind: 'whole' | 'stream' = 'whole',
): FamilyJob & { recipe: SettingsRecipe } {
  const job = jobOf(problem, kind);
  const start: KnnSettings = { number: 'chosen', neighbors: 15, weights: 'uniform' };
  const model = { family: 'knn', settings: { ...start, ...settings } };
  return { ...job, recipe: { ...(job.recipe as SettingsRecipe), model } };
}

async function run(job: FamilyJob): Promise<FamilyOutcome> {
  const generator = train(job);
  for (;;) {
    const next = await generator.next();
    if (next.done) return next.value;
  }
}

async function learnt(job: FamilyJob) {
  const outcome = await run(job);
  if (outcome.learnt.kind !== 'state') throw new Error('no state');
  return { ...outcome.learnt, model: modelOf(outcome.learnt.bytes, outcome.learnt.facts) };
}

describe('the search', () => {
  const random = new Philox(1, 5);
  const [rows, width] = [500, 6];
  const features = Float32Array.from({ length: rows * width }, () => Math.round(2 * random.normal()));

  it('takes the first of rows that are equally far, in every block', async () => {
    const search = new NeighborSearch(features, width);
    const queries = features.subarray(0, 40 * width);
    const { rows: found, squares, k } = await search.nearest(queries, 12, noPause);
    for (let query = 0; query < 40; query++) {
      const all = Array.from({ length: rows }, (_, row) => {
        let sum = 0;
        for (let j = 0; j < width; j++)
          sum += (features[row * width + j]! - queries[query * width + j]!) ** 2;
        return { row, sum };
      }).sort((a, b) => a.sum - b.sum || a.row - b.row);
      expect([...found.subarray(query * k, (query + 1) * k)]).toEqual(all.slice(0, k).map(({ row }) => row));
      expect([...squares.subarray(query * k, (query + 1) * k)]).toEqual(
        all.slice(0, k).map(({ sum }) => sum),
      );
    }
  });

  it('means nothing by the order of columns', async () => {
    const order = [3, 1, 5, 0, 2, 4];
    const moved = features.map((_, at) => features[at - (at % width) + order[at % width]!]!);
    const first = await new NeighborSearch(features, width).nearest(features.subarray(0, 60), 7, noPause);
    const second = await new NeighborSearch(moved, width).nearest(moved.subarray(0, 60), 7, noPause);
    expect(second).toEqual(first);
  });

  it('leaves a row out of its own neighbours, and takes all where there are fewer than asked', async () => {
    const few = features.subarray(0, 5 * width);
    const search = new NeighborSearch(few, width);
    const own = await search.nearest(few, 9, noPause, Uint32Array.of(0, 1, 2, 3, 4));
    expect(own.k).toBe(4);
    for (let row = 0; row < 5; row++) expect(own.rows.subarray(row * 4, row * 4 + 4)).not.toContain(row);
    expect((await search.nearest(few, 9, noPause)).k).toBe(5);
  });
});

describe('a model of neighbours', () => {
  it('is the same however its rows are read', async () => {
    for (const problem of [binary, regression, multiclass]) {
      const once = await learnt(knnJob(problem));
      const again = await learnt(knnJob(problem, {}, 'stream'));
      expect(again.facts).toEqual(once.facts);
      expect(Buffer.from(again.bytes).equals(once.bytes)).toBe(true);
    }
  });

  it('chooses the number of neighbours by the lowest loss, on validation rows or on those left out', async () => {
    for (const [problem, by] of [
      [regression, 'validation'],
      [{ ...binary, validation: drawnClasses(20, 4, 8) }, 'training'],
    ] as const) {
      const { chosen, k } = (await learnt(knnJob(problem))).model.facts;
      expect(chosen!.by).toBe(by);
      expect(chosen!.tried).toEqual([1, 3, 5, 9, 15, 25, 51, 101]);
      expect(chosen!.losses[chosen!.tried.indexOf(k)]).toBe(Math.min(...chosen!.losses));
      expect(k).toBeGreaterThan(1);
      expect(k).toBeLessThan(101);
    }
    const fixed = await learnt(knnJob(binary, { number: 'fixed', neighbors: 7 }));
    expect(fixed.model.facts).toMatchObject({ k: 7, containedRows: 240 });
    expect(fixed.model.facts.chosen).toBeUndefined();
  });

  it('tells that it contains its rows: in the run, in its files, and in what it learnt', async () => {
    const job = knnJob(binary);
    const signals = [];
    for await (const signal of train(job)) signals.push(signal);
    expect(signals.at(-1)).toEqual({
      kind: 'notice',
      notice: { code: 'contains_rows', params: { rows: 240 } },
    });
    const { bytes, facts, model } = await learnt(job);
    const files = exportKnn(job.recipe, job.fitted, model);
    expect(files.remarks).toContain('contains the 240 training rows');
    expect(await compareKnn(job.recipe, model, files)).toBe(0);
    const artifact = { family: 'knn', state: [], bytes: bytes.length, preprocessing: job.fitted, facts };
    const stored = { recipe: job.recipe, artifact: { ...artifact, sha256: 'ab'.repeat(32) }, bytes };
    expect(await numerics.explain!(stored)).toMatchObject({ kind: 'neighbors', rows: 240, columns: 4 });
    const predictor = await numerics.load(stored);
    const logits = await predictor.predict(binary.validation!.features, 90);
    const shares = await answerOf(model, job.recipe)(binary.validation!.features);
    for (let row = 0; row < 90; row++)
      expect(1 / (1 + Math.exp(-logits[row]!))).toBeCloseTo(shares[2 * row + 1]!, 6);
    expect(Buffer.from(await predictor.bytes()).equals(bytes)).toBe(true);
  });

  it('lets a vote of a class count as its weight says', async () => {
    const even = await learnt(knnJob(binary, { number: 'fixed' }));
    const job = { ...knnJob(binary, { number: 'fixed' }), classWeights: Float64Array.of(1, 3) };
    const heavy = await learnt(job);
    const asked = binary.validation!.features;
    const [p, q] = [
      await answerOf(even.model, job.recipe)(asked),
      await answerOf(heavy.model, job.recipe)(asked),
    ];
    for (let row = 0; row < 90; row++) {
      const share = p[2 * row + 1]!;
      expect(q[2 * row + 1]!).toBeCloseTo((3 * share) / (3 * share + 1 - share), 12);
    }
  });

  it('refuses more rows than it can search, and says how many it takes', async () => {
    expect(mostRowsOf(50)).toBeGreaterThan(60_000);
    const job = knnJob(binary);
    const large = { ...job, source: { ...job.source, trainRows: 1_000_000 } };
    await expect(run(large)).rejects.toMatchObject({
      fault: { code: 'rows_too_many', params: { rows: 1_000_000, most: mostRowsOf(4) } },
    });
  });

  it('keeps nothing where it is paused, and is refused where bytes and facts do not agree', async () => {
    const paused = await run({ ...knnJob(binary), control: { intent: 'pause' } });
    expect(paused.reason).toBe('paused');
    const { bytes, facts } = await learnt(knnJob(binary));
    expect(() => modelOf(bytes.subarray(4), facts)).toThrow('storage_damaged');
    const { recipe } = knnJob(binary, { neighbors: 0 });
    expect(() => knn.validate(recipe)).toThrow('recipe_invalid');
  });
});
