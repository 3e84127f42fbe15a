// WGSL functions and the block of numbers that kernels of a step share.
import type { KernelBuilder, Width } from '../../wgsl/kernel';
import { parameterNames } from '../graph/expression';

/** What the host writes for each step: where its rows begin in the order, its slot of the ring, its number, the run's seed. */
export const stepBlock = [
  'struct Step { first: u32, slot: u32, number: u32, seed: u32,',
  `${parameterNames.map((name) => `${name}: f32`).join(', ')} }`,
].join(' ');

/** Bytes of the block. */
export const stepBlockBytes = 4 * (4 + parameterNames.length);

/** Philox4x32-10 (Salmon et al. 2011): the numbers of fillUniform in domain/random.ts, four at a time. */
export function defineUniforms<T>(builder: KernelBuilder<T>): string {
  builder.define(
    'multiplyHigh',
    `fn multiplyHigh(a: u32, b: u32) -> u32 {
  let low = (a & 0xffffu) * (b & 0xffffu);
  let middle = (a >> 16u) * (b & 0xffffu) + (low >> 16u);
  let other = (a & 0xffffu) * (b >> 16u) + (middle & 0xffffu);
  return (a >> 16u) * (b >> 16u) + (middle >> 16u) + (other >> 16u);
}`,
  );
  builder.define(
    'uniforms',
    `fn uniforms(block: u32, stream: u32) -> vec4f {
  var c = vec4u(block, 0u, step.number, 0x80000000u);
  var k = vec2u(step.seed, stream);
  for (var round = 0u; round < 10u; round++) {
    let high = vec2u(multiplyHigh(0xd2511f53u, c.x), multiplyHigh(0xcd9e8d57u, c.z));
    c = vec4u(high.y ^ c.y ^ k.x, 0xcd9e8d57u * c.z, high.x ^ c.w ^ k.y, 0xd2511f53u * c.x);
    k += vec2u(0x9e3779b9u, 0xbb67ae85u);
  }
  return vec4f(c >> vec4u(8u)) * ${1 / 2 ** 24}f;
}`,
  );
  return 'uniforms';
}

/** Error function by Abramowitz and Stegun 7.1.26, as TensorFlow.js has it; off by at most 1.5e-7. */
export function defineErf<T>(builder: KernelBuilder<T>, width: Width): string {
  const type = width === 4 ? 'vec4f' : 'f32';
  const name = `erf${width}`;
  builder.define(
    name,
    `fn ${name}(x: ${type}) -> ${type} {
  let size = abs(x);
  let t = ${type}(1f) / (${type}(1f) + 0.3275911f * size);
  let sum = ((((1.061405429f * t - ${type}(1.453152027f)) * t) + ${type}(1.421413741f)) * t - ${type}(0.284496736f)) * t + ${type}(0.254829592f);
  return sign(x) * (${type}(1f) - sum * t * exp(-size * size));
}`,
  );
  return name;
}
