// Tiles measured on this device: kept and used again, and taken only where their bits are those of the first guess.
import { beforeAll, expect, test } from 'vitest';
import { currentDevice, startBackend } from '../../../src/model/backends/backends';
import { Bench, type Trial } from '../../../src/model/compiled/step/tune/trial';
import { Tiles } from '../../../src/model/compiled/step/tune/tuning';
import type { Contraction } from '../../../src/model/compiled/wgsl/contraction';
import { candidatesOfKind, halved, tileCandidates } from '../../../src/model/compiled/wgsl/tiles';
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

const measuring = (budgetMs: number, half = false) => ({ device, budgetMs, half, goesOn: () => true });

test('heavy classes are measured once, kept as a table and taken up again', async () => {
  const tiles = new Tiles();
  expect(await tiles.measure([small], measuring(60_000))).toBe(false); // too little work to be worth it
  expect(await tiles.measure([big], measuring(60_000))).toBe(true);
  expect(tiles.size).toBe(1);
  const again = new Tiles(tiles.table);
  expect(again.table).toEqual(tiles.table);
  expect(await again.measure([big], measuring(60_000))).toBe(false);
  const [rows, columns, kind] = Object.values(tiles.table.tiles)[0]!;
  const candidates = candidatesOfKind(big, kind);
  expect(candidates.some((tile) => tile.rows === rows && tile.columns === columns)).toBe(true);
});

test('half precision is measured for those that want it, by itself', async ({ skip }) => {
  skip(!device.features.has('shader-f16'), 'this adapter has no shader-f16');
  const tiles = new Tiles();
  await tiles.measure([big], measuring(60_000));
  const single = tiles.table.tiles;
  expect(tiles.missing([big], false)).toEqual([]);
  expect(tiles.missing([big], true)).toEqual([big]);
  expect(await tiles.measure([big], measuring(60_000, true))).toBe(true);
  expect(tiles.table.tiles).toEqual(single);
  expect(Object.keys(tiles.table.half)).toEqual(Object.keys(single));
  expect(await tiles.measure([big], measuring(60_000, true))).toBe(false);
  const faster = Object.values(tiles.table.half).filter((choice) => choice !== null);
  expect(Object.values(tiles.halfOf([big]))).toEqual(faster);
});

test('half precision agrees with float32 as near as float16 comes, and with nothing else', async ({
  skip,
}) => {
  skip(!device.features.has('shader-f16'), 'this adapter has no shader-f16');
  const bench = new Bench(device, small);
  try {
    await bench.fill();
    const [first] = tileCandidates(small);
    const trials = await bench.trials([first!, ...halved(small, [first!])]);
    const [one, other] = trials as [Trial, Trial];
    await bench.time(one, 1);
    expect(await bench.agrees(one, other)).toBe(false); // it has not run yet
    await bench.time(other, 1);
    expect(await bench.agrees(one, other)).toBe(true);
    expect(await bench.agrees(one, { ...other, tile: first! })).toBe(false); // bit for bit they differ
  } finally {
    bench.dispose();
  }
});

test('without time nothing is learnt', async () => {
  const tiles = new Tiles();
  expect(await tiles.measure([product(4096, 48, 32)], measuring(-1))).toBe(false);
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
    expect(await bench.agrees(one!, other!)).toBe(false); // one of them has not run yet
    await bench.time(other!, 1);
    expect(await bench.agrees(one!, other!)).toBe(true);
    expect(await bench.trials([tooLarge])).toEqual([]);
    expect(errors).toEqual([]);
  } finally {
    bench.dispose();
    device.removeEventListener('uncapturederror', note);
  }
});
