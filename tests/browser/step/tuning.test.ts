// Tiles measured on this device: kept and used again, and taken only where their bits are those of the first guess.
import { beforeAll, expect, test } from 'vitest';
import { currentDevice, startBackend } from '../../../src/model/backends';
import { Bench } from '../../../src/model/step/trial';
import { Tiles } from '../../../src/model/step/tuning';
import type { Contraction } from '../../../src/model/wgsl/contraction';
import { candidatesOfKind, tileCandidates } from '../../../src/model/wgsl/tiles';
import { along, axis, type Operand } from './contraction-runs';

let device: GPUDevice;
beforeAll(async () => {
  await startBackend('webgpu');
  device = currentDevice()!;
});

const product = (m: number, k: number, n: number): Contraction<Operand> => ({
  ...{ a: 'a', b: 'b', batch: [] },
  rows: [axis(m, k, n)],
  columns: { size: n, stride: { b: 1 } },
  sum: [along(k, 1, n)],
});
const small = product(52, 48, 32);
const big = product(256, 128, 64);

test('heavy classes are measured once, kept as a table and taken up again', async () => {
  const tiles = new Tiles();
  expect(await tiles.measure(device, [small], 60_000)).toBe(false); // too little work to be worth it
  expect(await tiles.measure(device, [big], 60_000)).toBe(true);
  expect(tiles.size).toBe(1);
  const again = new Tiles(tiles.table);
  expect(again.table).toEqual(tiles.table);
  expect(await again.measure(device, [big], 60_000)).toBe(false);
  const [rows, columns, kind] = Object.values(tiles.table)[0]!;
  const candidates = candidatesOfKind(big, kind);
  expect(candidates.some((tile) => tile.rows === rows && tile.columns === columns)).toBe(true);
});

test('without time nothing is learnt', async () => {
  const tiles = new Tiles();
  expect(await tiles.measure(device, [product(4096, 48, 32)], -1)).toBe(false);
  expect(tiles.size).toBe(0);
});

test('results that differ are noticed, and tiles that the device refuses are left out', async () => {
  const errors: string[] = [];
  const note = (event: GPUUncapturedErrorEvent) => errors.push(event.error.message);
  device.addEventListener('uncapturederror', note);
  const bench = new Bench(device, small);
  try {
    await bench.fill();
    const [first] = tileCandidates(small);
    const [shared] = candidatesOfKind(small, 'shared');
    const tooLarge = { ...shared!, workgroup: [64, 64] as const };
    const trials = await bench.trials([first!, tooLarge, shared!]);
    expect(trials.map(({ tile }) => tile)).toEqual([first, shared]);
    const [one, other] = trials;
    expect(await bench.time(one!, 1)).toBeGreaterThan(0);
    expect(await bench.isSame(one!, other!)).toBe(false); // one of them has not run yet
    await bench.time(other!, 1);
    expect(await bench.isSame(one!, other!)).toBe(true);
    expect(await bench.trials([tooLarge])).toEqual([]);
    expect(errors).toEqual([]);
  } finally {
    bench.dispose();
    device.removeEventListener('uncapturederror', note);
  }
});
