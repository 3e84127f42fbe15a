// The SIMD kernel held against its twin, bit for bit, on random arrays; and what both compute against sums as anyone would take them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binOf, cutsOf } from '../../../../../src/model/families/trees/binning/cuts';
import { layoutOf, type BinnedColumn } from '../../../../../src/model/families/trees/binning/columns';
import { openBinner, plainBinner } from '../../../../../src/model/families/trees/kernels/binner';
import { exponential } from '../../../../../src/model/families/trees/kernels/exponential';
import { addTrees } from '../../../../../src/model/families/trees/kernels/flat-trees';
import { plainKernel } from '../../../../../src/model/families/trees/kernels/plain-kernel';
import { predictRows } from '../../../../../src/model/families/trees/kernels/predict';
import { SimdKernel } from '../../../../../src/model/families/trees/kernels/simd-kernel';
import type { TreeKernel } from '../../../../../src/model/families/trees/kernels/tree-kernel';
import { worth } from '../../../../../src/model/families/trees/grow/rules';
import { Boosting } from '../../../../../src/model/families/trees/boosting';
import { unconstrained } from '../../../../../src/model/families/trees/grow/constraints';
import { forestBytes } from '../../../../../src/model/families/trees/forest/state';
import { objectiveOf } from '../../../../../src/model/families/trees/objectives/of-task';
import { startSettings } from '../../../../../src/model/families/trees/settings';
import { Philox } from '../../../../../src/domain/random';
import { drawnClasses, grow, plain, plainDraws } from './tree-job';

const room = { bytes: 1 << 20, arrays: 64 };
const simd = (): TreeKernel => {
  const kernel = SimdKernel.open(room);
  if (!kernel) throw new Error('no WebAssembly SIMD');
  return kernel;
};

interface Drawn {
  rows: number;
  columns: BinnedColumn[];
  chosen: number[];
  seed: number;
}
const drawn: fc.Arbitrary<Drawn> = fc
  .record({
    rows: fc.integer({ min: 1, max: 300 }),
    bins: fc.array(fc.integer({ min: 1, max: 255 }), { minLength: 1, maxLength: 21 }),
    keep: fc.array(fc.boolean(), { minLength: 21, maxLength: 21 }),
    seed: fc.nat(),
  })
  .map(({ rows, bins, keep, seed }) => ({
    ...{ rows, seed },
    columns: bins.map((count) => ({ kind: 'levels', bins: count })),
    chosen: [...bins.keys()].filter((at) => keep[at] || at === 0),
  }));

/** All that a node goes through, by a kernel: laid down, summed, divided, summed again, the best cut sought. */
function node(kernel: TreeKernel, { rows, columns, chosen, seed }: Drawn) {
  const random = new Philox(seed, 5);
  const width = columns.length;
  const stride = Math.ceil(chosen.length / 8) * 8;
  const side = () => ({
    ...{ rows: kernel.words(rows), gradients: kernel.doubles(2 * rows), bins: kernel.bytes(rows * stride) },
  });
  const [here, there] = [side(), side()];
  const data = { rows, width, bins: kernel.bytes(rows * width) };
  data.bins.set(data.bins.map((_, at) => random.below(columns[at % width]!.bins + 1)));
  const gradients = kernel.doubles(2 * rows);
  gradients.set(gradients.map((_, at) => (at % 2 === 0 ? random.normal() : random.uniform())));
  const layout = layoutOf(columns, Uint32Array.from(chosen));
  const words = (values: Uint32Array) => {
    const array = kernel.words(values.length);
    array.set(values);
    return array;
  };
  const placed = {
    ...layout,
    ...{
      columns: words(layout.columns),
      offsets: words(layout.offsets),
      places: kernel.words(chosen.length),
    },
  };
  const kept = Uint32Array.from({ length: rows }, (_, row) => row).filter(() => random.uniform() < 0.8);
  here.rows.set(kept);
  kernel.layDown(here, kept.length, data, gradients, placed);
  const sums = kernel.sumGradients(here, kept.length);
  const histogram = kernel.doubles(layout.size);
  kernel.accumulate(histogram, placed, here, { from: 0, to: kept.length });
  const goesLeft = new Uint8Array(256).map(() => random.below(2));
  const place = random.below(chosen.length);
  const range = { from: Math.min(1, kept.length), to: kept.length };
  const middle = kernel.partition(here, there, range, placed, { place, goesLeft, whole: true });
  const child = kernel.doubles(layout.size);
  kernel.accumulate(child, placed, there, { from: range.from, to: middle });
  const whole = histogram.slice();
  kernel.subtract(histogram, child);
  const { bins } = columns[chosen[0]!]!;
  const cells = histogram.subarray(0, 2 * (bins + 1));
  const [first, second] = sums;
  const question = { ...{ cells, first, second, l1: random.uniform() / 10, l2: 1, above: 1e-6 } };
  const cut = kernel.bestCut({
    ...question,
    least: 0.01,
    whole: worth(first, second, question.l1, question.l2),
  });
  const light = kernel.partition(here, here, { from: 0, to: 0 }, placed, { place, goesLeft, whole: false });
  const moved = there.rows.slice(0, kept.length);
  const again = side();
  kernel.partition(here, again, range, placed, { place, goesLeft, whole: false });
  return { sums, whole, child: child.slice(), middle, cut, light, moved, same: again.rows.slice(), kept };
}

describe('a node', () => {
  it('is the same to the kernel and to its twin', () => {
    fc.assert(
      fc.property(drawn, (problem) => {
        expect(node(simd(), problem)).toEqual(node(plainKernel, problem));
      }),
      { numRuns: 150 },
    );
  });

  it('has all that its rows have, and keeps their order', () => {
    fc.assert(
      fc.property(drawn, (problem) => {
        const { sums, whole, moved, kept, middle, same } = node(simd(), problem);
        const { bins } = problem.columns[problem.chosen[0]!]!;
        for (const lane of [0, 1]) {
          let sum = 0;
          for (let bin = 0; bin <= bins; bin++) sum += whole[2 * bin + lane]!;
          expect(sum).toBeCloseTo(sums[lane as 0 | 1], 9);
        }
        const begin = Math.min(1, kept.length);
        expect([...moved.subarray(begin)].sort((a, b) => a - b)).toEqual([...kept.subarray(begin)]);
        for (const [from, to] of [
          [begin, middle],
          [middle, kept.length],
        ] as const)
          for (let at = from + 1; at < to; at++) expect(moved[at]).toBeGreaterThan(moved[at - 1]!);
        expect(same.slice(begin, kept.length)).toEqual(moved.slice(begin));
      }),
      { numRuns: 50 },
    );
  });
});

describe('two classes', () => {
  const rows = fc.array(
    fc.record({
      score: fc.oneof(
        fc.double({ min: -800, max: 800, noNaN: true }),
        fc.double({ min: -5, max: 5, noNaN: true }),
      ),
      label: fc.constantFrom(0, 1),
    }),
    { minLength: 1, maxLength: 2100 },
  );
  const assess = (kernel: TreeKernel, given: { score: number; label: number }[]) => {
    const scores = kernel.doubles(given.length);
    scores.set(given.map(({ score }) => score));
    const labels = kernel.singles(given.length);
    labels.set(given.map(({ label }) => label));
    const state = kernel.doubles(given.length);
    const loss = kernel.logistic(scores, labels, state);
    const out = kernel.doubles(2 * given.length);
    kernel.logisticGradients(state, labels, 1e-16, out);
    return { loss, state: state.slice(), out: out.slice() };
  };

  it('are the same to the kernel and to its twin, and what the formula says', () => {
    fc.assert(
      fc.property(rows, (given) => {
        const ours = assess(simd(), given);
        expect(ours).toEqual(assess(plainKernel, given));
        let loss = 0;
        for (const [row, { score, label }] of given.entries()) {
          const p = 1 / (1 + Math.exp(-score));
          expect(Math.abs(ours.state[row]! - p)).toBeLessThan(1e-15);
          loss += Math.max(score, 0) - label * score + Math.log1p(Math.exp(-Math.abs(score)));
        }
        expect(Math.abs(ours.loss - loss)).toBeLessThan(1e-12 * Math.max(1, loss));
      }),
      { numRuns: 60 },
    );
  });

  it('take e to a power within two units of the last place', () => {
    for (let x = 0; x > -708; x -= 0.37)
      expect(Math.abs(exponential(x) / Math.exp(x) - 1)).toBeLessThan(5e-16);
    expect(exponential(-Infinity)).toBeGreaterThan(0);
  });
});

describe('bins', () => {
  const values = fc.array(
    fc.oneof(fc.float({ noDefaultInfinity: false }), fc.integer({ min: -30, max: 300 }).map(Math.fround)),
    { minLength: 1, maxLength: 900 },
  );

  it('are the same to the kernel and to its twin', () => {
    fc.assert(
      fc.property(
        values,
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 2, max: 255 }),
        (given, width, most) => {
          const rows = Math.floor(given.length / width);
          const features = Float32Array.from(given.slice(0, rows * width));
          const columns = Array.from({ length: width }, (_, column): BinnedColumn => {
            if (column === 1) return { kind: 'levels', bins: 40 };
            const present = features.filter((value, at) => at % width === column && !Number.isNaN(value));
            const cuts = cutsOf(present, most);
            return { kind: 'number', cuts, bins: cuts.length + 1 };
          });
          const [ours, theirs] = [openBinner, plainBinner].map((open) => {
            const bins = new Uint8Array(features.length);
            open(columns)(bins, { rows, features, width });
            return bins;
          });
          expect(ours).toEqual(theirs);
          const [first] = columns;
          if (first?.kind === 'number')
            for (let row = 0; row < rows; row++)
              if (!Number.isNaN(features[row * width]!))
                expect(ours![row * width]).toBe(binOf(first.cuts, features[row * width]!));
        },
      ),
    );
  });
});

describe('stored trees', () => {
  it.each([1, 3])('give the same scores by the kernel and by its twin, %s outputs', async (outputs) => {
    const levels = [7, 0, 0, 0];
    const { features, labels } = drawnClasses(603, 4, 51, 0.1);
    for (let at = 0; at < features.length; at += 4) features[at] = at % 7 === 0 ? NaN : (at / 4) % 7;
    const forest = await grow({
      ...{ task: outputs === 1 ? 'binary' : 'multiclass', classes: outputs === 1 ? 2 : 3, levels },
      train: { features, labels: outputs === 1 ? labels : labels.map((label, row) => label + (row % 2)) },
      settings: { ...plain, rounds: 12, maxDepth: 7 },
    });
    expect(forest.sets.some((set) => set >= 0)).toBe(true);
    // Levels that nobody saw, no levels at all, infinities.
    features.set([300, -1, Infinity, NaN, 6.5, -Infinity, 0, 0]);
    for (const rows of [603, 1, 6, 0]) {
      const samples = { features: features.subarray(0, 4 * rows), rows, width: 4 };
      const twin = new Float64Array(rows * outputs);
      for (let at = 0; at < twin.length; at += outputs) twin.set(forest.start, at);
      addTrees(forest, twin, outputs, samples);
      expect(predictRows(forest, forest.start, samples)).toEqual(twin);
    }
  });
});

describe('a training', () => {
  it.each([
    ['every row and column', plainDraws],
    [
      'shares of columns, and rows with large gradients',
      {
        sampling: { kind: 'gradient', topShare: 0.2, otherShare: 0.2, fromRound: 2 },
        shares: { columnShare: 0.8, levelColumnShare: 0.8, nodeColumnShare: 0.7 },
      } as const,
    ],
  ])('comes to the same bits by the kernel and by its twin, %s', (_, draws) => {
    const width = 5;
    const { features, labels } = drawnClasses(701, width, 61, 0.1);
    const columns = Array.from({ length: width }, (__, column): BinnedColumn => {
      const present = features.filter((value, at) => at % width === column && !Number.isNaN(value));
      const cuts = cutsOf(present, 60);
      return { kind: 'number', cuts, bins: cuts.length + 1 };
    });
    const bins = new Uint8Array(features.length);
    openBinner(columns)(bins, { rows: labels.length, features, width });
    const part = (from: number, to: number) => ({
      ...{ rows: to - from, width },
      ...{ bins: bins.subarray(from * width, to * width), labels: labels.subarray(from, to) },
    });
    const start = startSettings({ train: 500, validation: 100 });
    const results = [undefined, () => plainKernel].map((kernel) => {
      const boosting = new Boosting({
        ...{ objective: objectiveOf('binary', 2, start), columns, from: null, seed: 3, ...draws },
        ...{ train: part(0, 500), validation: part(500, 701), constraints: unconstrained },
        ...{ weights: { train: null, validation: null }, rules: { ...start, ...plain } },
        ...(kernel ? { kernel } : {}),
      });
      for (let round = 0; round < 6; round++) Array.from(boosting.round());
      return { ...forestBytes(boosting.forest()), losses: boosting.losses };
    });
    expect(results[0]).toEqual(results[1]);
  });
});
