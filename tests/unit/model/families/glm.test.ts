// Linear models held against scikit-learn, and what a fit does when it is interrupted, streamed or cannot converge.
import { describe, expect, it, test } from 'vitest';
import { linkOf } from '../../../../src/model/families/glm/losses/link';
import { solveSymmetric } from '../../../../src/model/families/glm/solvers/cholesky';
import { train } from '../../../../src/model/families/glm/train';
import type { FamilyJob, FamilyOutcome, FamilySignal } from '../../../../src/model/families/numerics';
import { goldenFit, goldenFits, jobOf } from './glm-source';

async function fit(job: FamilyJob): Promise<{ outcome: FamilyOutcome; signals: FamilySignal[] }> {
  const signals: FamilySignal[] = [];
  const generator = train(job);
  for (;;) {
    const next = await generator.next();
    if (next.done) return { outcome: next.value, signals };
    signals.push(next.value);
  }
}

function parametersOf({ learnt }: FamilyOutcome): Float64Array {
  if (learnt.kind !== 'state') throw new Error('no state');
  const both = new Float64Array(learnt.bytes.buffer);
  return both.slice(0, both.length / 2); // standard errors follow
}

function largestDifference(a: Float64Array, b: readonly number[]): number {
  expect(a).toHaveLength(b.length);
  return a.reduce((largest, value, at) => Math.max(largest, Math.abs(value - b[at]!)), 0);
}

describe.each(goldenFits.map((each) => [each.name, each] as const))('%s', (_name, each) => {
  test.each(['whole', 'stream'] as const)('as scikit-learn, rows as a %s', async (kind) => {
    const { outcome, signals } = await fit(jobOf(each, kind));
    expect(outcome).toMatchObject({ reason: 'done', record: { convergence: { converged: true } } });
    expect(largestDifference(parametersOf(outcome), each.parameters)).toBeLessThan(1e-6);
    const iterations = signals.flatMap((signal) => (signal.kind === 'iteration' ? [signal.iteration] : []));
    expect(iterations).toEqual(Array.from({ length: iterations.length }, (_, index) => index + 1));
    expect(outcome.record.convergence?.iterations).toBe(iterations.length);
  });
});

describe('a fit', () => {
  it('gives the same bits each time', async () => {
    const each = goldenFit('multinomial, three classes');
    const [first, second] = [await fit(jobOf(each)), await fit(jobOf(each))];
    expect(parametersOf(first.outcome)).toEqual(parametersOf(second.outcome));
  });

  it('lowers the loss with every iteration', async () => {
    const { signals } = await fit(jobOf(goldenFit('many parameters')));
    const losses = signals.flatMap((signal) => (signal.kind === 'iteration' ? [signal.loss] : []));
    expect(losses.length).toBeGreaterThan(10);
    for (const [at, loss] of losses.entries()) if (at > 0) expect(loss).toBeLessThanOrEqual(losses[at - 1]!);
  });

  it('ends at a pause with nothing, at a stop with the coefficients of its last iteration', async () => {
    const each = goldenFit('many parameters');
    for (const [intent, reason] of [
      ['pause', 'paused'],
      ['stop', 'stopped'],
    ] as const) {
      const job = jobOf(each);
      const generator = train(job);
      for (let told = 0; told < 3; told++)
        expect((await generator.next()).value).toMatchObject({ kind: 'iteration' });
      job.control.intent = intent;
      const { value, done } = await generator.next();
      expect(done).toBe(true);
      const outcome = value as FamilyOutcome;
      expect(outcome.reason).toBe(reason);
      if (reason === 'paused') expect(outcome.record).not.toHaveProperty('convergence');
      else {
        expect(outcome.record.convergence).toEqual({ iterations: 3, converged: false });
        expect(parametersOf(outcome).some((value) => value !== 0)).toBe(true);
      }
    }
  });

  it('gives other work its turn', async () => {
    let [time, turns] = [0, 0];
    const job = { ...jobOf(goldenFit('binary'), 'stream'), now: () => (time += 5) };
    await fit({ ...job, yieldToEventLoop: () => Promise.resolve(void turns++) });
    expect(turns).toBeGreaterThan(10);
  });

  it('says where separable rows without a penalty never converge, and stays finite', async () => {
    const each = { ...goldenFit('separable'), settings: { l2: 0 } };
    const { outcome, signals } = await fit(jobOf(each));
    expect([...parametersOf(outcome)].every(Number.isFinite)).toBe(true);
    const told = signals.some((signal) => signal.kind === 'notice' && signal.notice.code === 'not_converged');
    expect(told).toBe(outcome.record.convergence?.converged === false);
  });

  it('solves collinear and constant columns without a penalty: the same predictions as least squares', async () => {
    const each = { ...goldenFit('collinear columns, ridge'), settings: { l2: 0 } };
    const { outcome } = await fit(jobOf(each));
    const parameters = parametersOf(outcome);
    expect([...parameters].every((value) => Number.isFinite(value) && Math.abs(value) < 10)).toBe(true);
    // The residuals of least squares are orthogonal to every column.
    const { features, labels, width } = each;
    const off = labels.map((label, row) => {
      const x = features.slice(row * width, (row + 1) * width);
      return x.reduce((sum, value, at) => sum + value * parameters[at]!, parameters[width]!) - label;
    });
    for (let column = 0; column < width; column++) {
      const along = off.reduce((sum, value, row) => sum + value * features[row * width + column]!, 0);
      expect(Math.abs(along)).toBeLessThan(1e-4);
    }
  });
});

describe('links', () => {
  it.each([
    ['regression', 0, [0.3, -1.2], [0.5, 2]],
    ['binary', 2, [0.7, -40], [1, 0]],
    ['multiclass', 3, [0.2, -0.5, 1.1, 30, 0, -3], [2, 1]],
  ] as const)(
    '%s: residuals are the slope of the loss, second derivatives theirs',
    (task, classes, at, given) => {
      const link = linkOf(task, classes, { loss: 'squared', epsilon: 1.35 });
      const rows = at.length / link.outputs;
      const labels = Float32Array.from(given);
      const evaluate = (z: readonly number[]) => {
        const slopes = Float64Array.from(z);
        const curve = new Float32Array(z.length);
        return {
          loss: link.residuals(slopes, rows, labels, curve, {
            weights: null,
            scale: { value: 1, slope: 0 },
          }),
          slopes,
          curve,
        };
      };
      const { slopes, curve } = evaluate(at);
      const h = 1e-5;
      const moved = (index: number, by: number) =>
        evaluate(at.map((value, i) => (i === index ? value + by : value)));
      for (let index = 0; index < at.length; index++) {
        const [more, less] = [moved(index, h), moved(index, -h)];
        expect(slopes[index]).toBeCloseTo((more.loss - less.loss) / (2 * h), 6);
        const row = Math.floor(index / link.outputs);
        for (let k = 0; k < link.outputs; k++) {
          const own = row * link.outputs + k;
          const second = (more.slopes[own]! - less.slopes[own]!) / (2 * h);
          expect(link.second(curve, row, k, index % link.outputs, 1)).toBeCloseTo(second, 5);
        }
      }
    },
  );
});

test('a singular system is solved by its independent columns', () => {
  // Third column = 2 × first; A = BᵀB of B = [[1,0,2],[1,1,2],[0,3,0]].
  const a = Float64Array.from([2, 1, 4, 1, 10, 2, 4, 2, 8]);
  const x = solveSymmetric(a, Float64Array.from([5, 12, 10]));
  expect(x[2]).toBe(0);
  expect(2 * x[0]! + x[1]!).toBeCloseTo(5, 12);
  expect(x[0]! + 10 * x[1]!).toBeCloseTo(12, 12);
});
