// Holds kernels of ours against tfjs' cpu backend, and sees to it that it was ours that answered; not a test itself.
import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import { startBackend } from '../../../src/model/backends/backends';
import { asWebgpu, validationErrorOf } from '../../../src/model/backends/gpu/tfjs-webgpu';
import { kernelsUsedBy } from '../../../src/model/backends/kernels/own-kernels';
import { differenceOf, numbers, runOn } from './compare';

const tolerance = 1e-5;

/** Small tensors go to the CPU otherwise, which would test nothing. */
export async function startWebgpu(): Promise<void> {
  await startBackend('webgpu');
  tf.env().set('WEBGPU_CPU_FORWARD', false);
}

/** Expects what the cpu backend has, computed by these kernels of ours; an empty list expects the stock kernels. */
export async function expectAgreement(
  kernels: readonly string[],
  work: () => tf.Tensor,
  within = tolerance,
): Promise<void> {
  let difference = Infinity;
  let used: string[] = [];
  const invalid = await validationErrorOf(asWebgpu(tf.findBackend('webgpu')), async () => {
    used = await kernelsUsedBy(async () => {
      difference = await differenceOf('cpu', 'webgpu', work);
    });
  });
  expect(invalid).toBeNull();
  expect(difference).toBeLessThan(within);
  if (kernels.length === 0) expect(used).toEqual([]);
  else expect(used).toEqual(expect.arrayContaining([...kernels]));
}

/** The gradient of f at x, with a gradient from above that differs in every cell. */
export function gradientOf(f: (x: tf.Tensor) => tf.Tensor, x: () => tf.Tensor): () => tf.Tensor {
  return () => tf.tidy(() => tf.grad(f)(x(), numbers(f(x()).shape, 99)));
}

/** Expects the same bits from every run. */
export async function expectSameBits(work: () => tf.Tensor): Promise<void> {
  const first = await runOn('webgpu', work);
  for (let again = 0; again < 3; again++) expect(await runOn('webgpu', work)).toEqual(first);
}
