// The golden values of the compiled step's self-test are what tfjs' cpu backend (4.22) computes today.
// UPDATE_GOLDEN=1 npx vitest run --project unit tests/unit/model/step-golden.test.ts writes them anew.
import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { tfjsStepper, trainedWeights } from '../../../src/model/compiled/step/self-test/self-test';
import { startCpu } from './cpu';

const file = new URL('../../../src/model/compiled/step/self-test/self-test-golden.json', import.meta.url);
const parts = ['dense', 'convolution', 'sequence'] as const;
type Golden = Record<string, Record<string, number[]>>;

beforeAll(startCpu);

async function compute(): Promise<Golden> {
  const golden: Golden = {};
  for (const part of parts) {
    const weights = await trainedWeights(part, (network) => tfjsStepper(part, network));
    const rounded = (values: Float32Array) => Array.from(values, (value) => Number(value.toPrecision(7)));
    golden[part] = Object.fromEntries(weights.map(({ name, values }) => [name, rounded(values)]));
  }
  return golden;
}

test('the golden values are those of the cpu', async () => {
  const golden = await compute();
  if (process.env['UPDATE_GOLDEN']) writeFileSync(file, `${JSON.stringify(golden)}\n`);
  const kept = JSON.parse(readFileSync(file, 'utf8')) as Golden;
  expect(Object.keys(kept)).toEqual([...parts]);
  for (const part of parts) {
    expect(Object.keys(kept[part]!)).toEqual(Object.keys(golden[part]!));
    for (const [name, values] of Object.entries(golden[part]!)) {
      expect(kept[part]![name]!.length).toBe(values.length);
      values.forEach((value, i) => expect(kept[part]![name]![i]).toBeCloseTo(value, 5));
    }
  }
});
