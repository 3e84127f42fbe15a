// The whole probe, in a real browser: it takes seconds where there is no GPU.
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import type { DeviceEvent, DeviceReport } from '../../../src/contract/model/device';
import { createProbe, knownDevice } from '../../../src/engine/device/probe-device';
import { smallWork } from '../../../src/engine/device/presume-backend';
import { stored } from '../../../src/storage/store/database';
import { measuredWork, trainingRate } from '../../../src/domain/training-rate';
import { currentBackend, startBackend } from '../../../src/model/backends/backends';

function job(signal: AbortSignal, events: DeviceEvent[] = []) {
  return { signal, emit: (event: DeviceEvent) => void events.push(event) };
}
const never = new AbortController().signal;

// Without a GPU nearly all of the time goes into compiling shaders, on cores that other work may share.
const probeTimeoutMs = 400_000;

test('a GPU made of software is left out unless someone asks, and the processor is measured', async () => {
  await stored((db) => db.device.delete('report'));
  expect((await knownDevice(smallWork - 1)).adapter, 'small work asks about no adapter').toBeNull();
  expect(await knownDevice(smallWork)).toMatchObject({ report: null, adapter: { fallback: true } });
  const report = await createProbe()({ again: false }, job(never));
  expect(report.adapter?.fallback).toBe(true);
  const [webgpu, webgl, wasm] = report.backends;
  for (const facts of [webgpu, webgl]) {
    expect(facts).toMatchObject({ skipped: 'software_adapter', selfTest: [], denseRate: null });
  }
  expect(wasm?.denseRate).toBeGreaterThan(0);
  expect(report.chosen).toEqual({ dense: 'wasm', convolution: 'wasm' });
  expect((await knownDevice(1)).report?.takenAt).toBe(report.takenAt);
});

test(
  'every backend is tried, the fastest that agrees is chosen, and nothing is left behind',
  { timeout: probeTimeoutMs },
  async () => {
    await startBackend('wasm');
    const before = tf.memory().numTensors;
    const events: DeviceEvent[] = [];
    const probe = createProbe();
    const start = performance.now();
    const report = await probe({ again: true }, job(never, events));
    console.info(`probe: ${Math.round(performance.now() - start)} ms`, summary(report));

    expect(report.backends.map(({ name }) => name)).toEqual(['webgpu', 'webgl', 'wasm', 'cpu']);
    for (const facts of report.backends.filter(({ available }) => available)) {
      expect(facts.selfTest.filter(({ passed }) => !passed)).toEqual([]);
      expect(facts.convolutionRate).toBeGreaterThan(0);
      expect(facts.denseRate).toBeGreaterThan(0);
    }
    const [webgpu] = report.backends;
    expect(webgpu?.compiled?.selfTest.map(({ operation, passed }) => [operation, passed])).toEqual([
      ['dense', true],
      ['convolution', true],
      ['sequence', true],
    ]);
    for (const { name, compiled } of report.backends.slice(1)) expect([name, compiled]).toEqual([name, null]);
    for (const { denseRate, convolutionRate, leastStepMs } of [webgpu!, webgpu!.compiled!])
      for (const measured of [denseRate, convolutionRate, leastStepMs]) expect(measured).toBeGreaterThan(0);
    const rates = report.backends.map((facts) => trainingRate(facts, measuredWork.convolution) ?? 0);
    const fastest = report.backends[rates.indexOf(Math.max(...rates))];
    expect(report.chosen.convolution).toBe(fastest?.name);
    expect(report.cores).toBeGreaterThan(0);

    const told = events.filter((event) => event.kind === 'backend').map(({ facts }) => facts.name);
    expect(told.sort()).toEqual(['cpu', 'wasm', 'webgl', 'webgpu']);
    expect(currentBackend()).toBe('wasm');
    expect(tf.memory().numTensors).toBe(before);

    const later: DeviceEvent[] = [];
    expect(await probe({ again: false }, job(never, later))).toBe(report);
    expect(later).toEqual([]);
  },
);

function summary({ adapter, backends }: DeviceReport): string {
  const rates = backends.map(
    ({ name, denseRate, convolutionRate }) =>
      `${name} ${denseRate?.toFixed()} dense/s ${convolutionRate?.toFixed(1)} conv/s`,
  );
  return [adapter?.architecture, ...rates].join(' · ');
}

test('an abort ends the probe and keeps nothing', async () => {
  const controller = new AbortController();
  const probe = createProbe();
  const running = probe({ again: true }, { signal: controller.signal, emit: () => controller.abort() });
  await expect(running).rejects.toThrow('abort');
});

test('a probe is refused while something else uses the backend', async () => {
  await expect(createProbe(() => true)({ again: false }, job(never))).rejects.toThrow('run_busy');
});
