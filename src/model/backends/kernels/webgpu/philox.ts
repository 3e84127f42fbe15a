// Random numbers and dropout on the device: Philox4x32-10 as in domain/random.ts, bit for bit. One thread a block of four.
import { util } from '@tensorflow/tfjs-core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { dispatch, makeOutput, release } from '../../gpu/tfjs-webgpu';
import type { Program } from '../../gpu/tfjs-webgpu';
import type { RandomAddress } from '../fused';
import { areFloats, inputOf } from './adopt';
import type { WebgpuKernel } from './adopt';
import { memoized, perThread } from './program';

/** `settings`: seed, stream, counter low and high, first element, threshold, the kept elements' factor as bits. */
const philox = `
fn multiplyHigh(a: u32, b: u32) -> u32 {
  let middle = (a >> 16u) * (b & 0xffffu) + (((a & 0xffffu) * (b & 0xffffu)) >> 16u);
  let other = (a & 0xffffu) * (b >> 16u) + (middle & 0xffffu);
  return (a >> 16u) * (b >> 16u) + (middle >> 16u) + (other >> 16u);
}
fn words(block: u32) -> vec4u {
  var c = vec4u(block, 0u, settings[2], settings[3]);
  var key = vec2u(settings[0], settings[1]);
  for (var round = 0; round < 10; round++) {
    let low = vec2u(0xd2511f53u * c.x, 0xcd9e8d57u * c.z);
    let high = vec2u(multiplyHigh(0xd2511f53u, c.x), multiplyHigh(0xcd9e8d57u, c.z));
    c = vec4u(high.y ^ c.y ^ key.x, low.y, high.x ^ c.w ^ key.y, low.x);
    key += vec2u(0x9e3779b9u, 0xbb67ae85u);
  }
  return c >> vec4u(8u);
}`;

/** Visits the thread's four elements that lie in the tensor; element `at` belongs to the word `word`. */
function overBlock(size: number, each: string): string {
  return `  let block = i + settings[4] / 4u;
  let drawn = words(block);
  for (var j = 0u; j < 4u; j++) {
    let at = block * 4u + j - settings[4]; // below zero it wraps, and is no element
    if (at >= ${size}u) { continue; }
    let word = drawn[j];
    ${each}
  }`;
}

const settingsBinding = { name: 'settings', type: 'u32' };

const uniformProgram = memoized((size: number): Program =>
  perThread(
    Math.ceil(size / 4) + 1,
    [settingsBinding, { name: 'y', type: 'f32', writes: true }],
    overBlock(size, 'y[at] = f32(word) * 0x1p-24f;'),
    philox,
  ),
);

const dropoutProgram = memoized((size: number): Program =>
  perThread(
    Math.ceil(size / 4) + 1, // one more where the first element is not the first of its block
    [settingsBinding, { name: 'x', type: 'f32' }, { name: 'y', type: 'f32', writes: true }],
    overBlock(size, 'y[at] = x[at] * select(bitcast<f32>(settings[6]), 0.0, word < settings[5]);'),
    philox,
  ),
);

function settingsOf(
  backend: WebGPUBackend,
  { seed, stream, counter, first }: RandomAddress,
  rate: number,
): TensorInfo {
  const values = new Int32Array(7);
  const high = Math.floor(counter / 2 ** 32) | 0x80000000;
  // u < rate holds for the multiples of 2⁻²⁴ below it: k < rate · 2²⁴, and k is whole.
  values.set([seed | 0, stream | 0, counter | 0, high, first, Math.ceil(rate * 2 ** 24)]);
  values.set(new Int32Array(Float32Array.of(1 / (1 - rate)).buffer), 6);
  return backend.makeTensorInfo([values.length], 'int32', values);
}

/** Kernel `SeededUniform` (ours): numbers in [0, 1) as fillUniform gives them, from element `first` on. */
export const seededUniform: WebgpuKernel = ({ attrs, backend }) => {
  const { shape, ...address } = attrs as RandomAddress & { shape: number[] };
  const y = makeOutput(backend, shape);
  const settings = settingsOf(backend, address, 0);
  dispatch(backend, uniformProgram(util.sizeFromShape(shape)), [settings, y]);
  release(backend, settings);
  return y;
};

/** Kernel `SeededDropout` (ours): x times the mask of model/net/layers/dropout.ts. */
export const seededDropout: WebgpuKernel = (call) => {
  const { backend, attrs } = call;
  const { rate, ...address } = attrs as RandomAddress & { rate: number };
  const x = inputOf(call, 'x');
  if (!areFloats(x)) return null;
  const y = makeOutput(backend, x.shape);
  const settings = settingsOf(backend, address, rate);
  dispatch(backend, dropoutProgram(util.sizeFromShape(x.shape)), [settings, x, y]);
  release(backend, settings);
  return y;
};
