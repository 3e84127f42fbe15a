import { expect, test } from 'vitest';
import { longestSum } from '../../../src/model/backends/steadiness';
import type { NetworkSpec } from '../../../src/model/net/network';

const net = (inputShape: number[], layers: NetworkSpec['layers']): NetworkSpec => ({
  inputShape,
  layers,
  task: 'binary',
  classes: 2,
});

test('the longest sum of a training is over inputs, units, filters or the batch', () => {
  expect(longestSum(net([2500], []), 32)).toBe(2500);
  expect(longestSum(net([7], [{ kind: 'dense', units: 300, activation: 'relu' }]), 32)).toBe(300);
  expect(longestSum(net([7], []), 4096)).toBe(4096);
  const image: NetworkSpec['layers'] = [
    { kind: 'conv2d', filters: 5, kernelSize: 3, strides: 1, padding: 'valid', activation: 'relu' },
    { kind: 'flatten' },
  ];
  expect(longestSum(net([12, 12, 1], image), 16)).toBe(10 * 10 * 5);
});

test('the weights of a sequence are summed over the steps of the whole batch', () => {
  const sequence: NetworkSpec['layers'] = [
    { kind: 'reshape', shape: [50, 4] },
    { kind: 'attention', heads: 2, causal: false, maskZero: false },
    { kind: 'globalAveragePool1d' },
  ];
  expect(longestSum(net([200], sequence), 16)).toBe(50 * 16);
  const wide: NetworkSpec['layers'] = [
    { kind: 'embedding', vocabulary: 10, units: 3 },
    { kind: 'lstm', units: 700, returnSequences: false },
  ];
  expect(longestSum(net([5], wide), 16)).toBe(4 * 700);
});
