// Starts every backend, holds it against the CPU, measures it: what the architecture step shows and what runs choose by. A GPU that is
// made of software is left out unless someone asks.
// A report of the same device and the same build is taken again until it is asked for anew; the backend that a run takes
// is still held against the CPU in every session (pick-backend.ts).
import type {
  BackendFacts,
  CompiledFacts,
  DeviceEvent,
  DeviceReport,
  MeasuredRates,
  RateSpread,
} from '../../contract/model/device';
import type { EngineApi } from '../../contract/transport/engine-api';
import { HearthError, toFault } from '../../contract/transport/fault';
import type { Job } from '../../contract/transport/job';
import type { BackendName } from '../../contract/model/run';
import { isCompiled, measuredWork, type MeasuredNet } from '../../domain/training-rate';
import { readAdapter, readWasmFeatures } from '../../model/backends/adapter';
import {
  backendNames,
  currentDevice,
  preserveBackend,
  startBackend,
  whyUnavailable,
} from '../../model/backends/backends';
import { measureLeastStep, measureRate } from '../../model/backends/measure';
import { measureCompiledRate, measureLeastCompiledStep } from '../../model/backends/measure-compiled';
import { isReady, selfTest } from '../../model/backends/self-test/self-test';
import { testCompiledStep } from '../../model/compiled/step/self-test/self-test';
import { getDeviceReport, saveDeviceReport } from '../../storage/device';
import { chooseBackend } from './choose-backend';
import { loadTiles } from './device-tiles';
import { smallWork } from './presume-backend';

type Rates = MeasuredRates & Pick<BackendFacts, 'compiled'>;
type ProbeJob = Job<DeviceEvent>;

const unmeasured: Rates = { denseRate: null, convolutionRate: null, leastStepMs: null, compiled: null };

/** Runs in the order in which a slow device learns most: the backends that start quickest first. */
const probeOrder: readonly BackendName[] = ['cpu', 'wasm', 'webgpu', 'webgl'];

/** Software adapters are slower than the processor itself: measuring one takes most of a minute, and is done where it is asked for. */
const gpuBackends: readonly BackendName[] = ['webgpu', 'webgl'];

function skippedFacts(name: BackendName): BackendFacts {
  return { ...unavailableFacts(name, ''), available: true, reason: null, skipped: 'software_adapter' };
}

function unavailableFacts(name: BackendName, reason: string): BackendFacts {
  return {
    name,
    available: false,
    reason,
    startMs: null,
    selfTest: [],
    denseReady: false,
    convolutionReady: false,
    ...unmeasured,
  };
}

async function measure(facts: BackendFacts, job: ProbeJob): Promise<Rates> {
  const emit = (done: number): void =>
    job.emit({ kind: 'stage', backend: facts.name, stage: 'speed', done, total: device ? 4 : 2 });
  const device = currentDevice();
  emit(0);
  const dense = facts.denseReady ? await measureRate('dense', job.signal) : null;
  const leastStepMs = facts.denseReady ? await measureLeastStep(job.signal) : null;
  emit(1);
  const convolution = facts.convolutionReady ? await measureRate('convolution', job.signal) : null;
  emit(2);
  const compiled = device && (await measureCompiled(device, facts, emit, job.signal));
  return { ...ratesOf(dense, convolution), leastStepMs, compiled };
}

/** The rates with what lies behind them. */
function ratesOf(
  dense: RateSpread | null,
  convolution: RateSpread | null,
): Pick<MeasuredRates, 'denseRate' | 'convolutionRate' | 'spread'> {
  return {
    denseRate: dense?.median ?? null,
    convolutionRate: convolution?.median ?? null,
    spread: { ...(dense && { dense }), ...(convolution && { convolution }) },
  };
}

const compiledParts = ['dense', 'convolution', 'sequence'] as const;

/** Steps compiled as a whole: each part held against golden values, and the nets timed whose parts passed. */
async function measureCompiled(
  device: GPUDevice,
  { denseReady, convolutionReady }: BackendFacts,
  emit: (done: number) => void,
  signal: AbortSignal,
): Promise<CompiledFacts> {
  const facts: CompiledFacts = { selfTest: [], denseRate: null, convolutionRate: null, leastStepMs: null };
  for (const operation of compiledParts) {
    signal.throwIfAborted();
    facts.selfTest.push({ operation, ...(await testCompiledStep(device, operation)) });
  }
  const { tileOf } = await loadTiles();
  const works = (net: MeasuredNet) => isCompiled({ compiled: facts }, measuredWork[net]);
  const measured = { device, tileOf, signal };
  emit(3);
  let dense: RateSpread | null = null;
  let convolution: RateSpread | null = null;
  if (denseReady && works('dense')) {
    dense = await measureCompiledRate('dense', measured);
    facts.leastStepMs = await measureLeastCompiledStep(measured);
  }
  if (convolutionReady && works('convolution')) {
    convolution = await measureCompiledRate('convolution', measured);
  }
  emit(4);
  return { ...facts, ...ratesOf(dense, convolution) };
}

/** A driver that hangs must not hang the report. A slow one without a GPU takes a tenth of this. */
const longestProbeMs = 120_000;

async function probeWithin(name: BackendName, job: ProbeJob): Promise<BackendFacts> {
  const deadline = AbortSignal.timeout(longestProbeMs);
  const signal = AbortSignal.any([job.signal, deadline]);
  // An abort by the caller waits for the operation under way: what comes next needs the active backend for itself.
  const hung = new Promise<BackendFacts>((resolve) => {
    deadline.addEventListener('abort', () =>
      resolve(unavailableFacts(name, `no answer within ${longestProbeMs / 1000} s`)),
    );
  });
  return Promise.race([probeBackend(name, { signal, emit: (event) => job.emit(event) }), hung]);
}

async function probeBackend(name: BackendName, job: ProbeJob): Promise<BackendFacts> {
  job.emit({ kind: 'stage', backend: name, stage: 'start', done: 0, total: 1 });
  const reason = await whyUnavailable(name);
  if (reason !== null) return unavailableFacts(name, reason);
  try {
    const start = performance.now();
    await startBackend(name);
    const startMs = performance.now() - start;
    job.emit({ kind: 'stage', backend: name, stage: 'start', done: 1, total: 1 });
    const results = await selfTest(name, {
      signal: job.signal,
      onProgress: (done, total) =>
        job.emit({ kind: 'stage', backend: name, stage: 'self-test', done, total }),
    });
    const facts: BackendFacts = {
      name,
      available: true,
      reason: null,
      startMs,
      selfTest: results,
      denseReady: isReady(results, ['dense']),
      convolutionReady: isReady(results, ['dense', 'convolution']),
      ...unmeasured,
    };
    return { ...facts, ...(await measure(facts, job)) };
  } catch (error) {
    job.signal.throwIfAborted();
    const { code, detail } = toFault(error);
    return unavailableFacts(name, detail ?? code);
  }
}

async function storageFacts(): Promise<DeviceReport['storage']> {
  const { usage = 0, quota = 0 } = await navigator.storage.estimate();
  return { usedBytes: usage, quotaBytes: quota, persisted: await navigator.storage.persisted() };
}

/** What makes a device the same device, and its kernels the same kernels, as far as speed and correctness go. */
function identity(
  report: Pick<DeviceReport, 'adapter' | 'wasm' | 'isolated' | 'cores' | 'userAgent' | 'build'>,
): string {
  const { adapter, wasm, isolated, cores, userAgent, build } = report;
  return JSON.stringify([adapter, wasm, isolated, cores, userAgent, build]);
}

/** Reports are a convenience: a store that is full or closed must not keep anyone from training. */
async function earlierReport(): Promise<DeviceReport | null> {
  return getDeviceReport().catch(() => null);
}

async function deviceFacts(): Promise<
  Pick<DeviceReport, 'adapter' | 'wasm' | 'isolated' | 'cores' | 'userAgent' | 'build'>
> {
  return {
    adapter: await readAdapter(),
    wasm: readWasmFeatures(),
    isolated: globalThis.crossOriginIsolated,
    cores: navigator.hardwareConcurrency,
    userAgent: navigator.userAgent,
    build: `${__APP_VERSION__} ${__APP_COMMIT__}`,
  };
}

/** What is known of the device without measuring anything. */
export interface KnownDevice {
  /** What was measured on this very device by this build; null where nothing was. */
  report: DeviceReport | null;
  adapter: DeviceReport['adapter'];
}

/**
 * The report of this device and build where there is one, and the adapter. For small work on a device that was never measured no GPU is
 * started to look at its adapter (half a second with a GPU made of software): the choice would not follow from it.
 * @param operations - floating-point operations of the whole training
 */
export async function knownDevice(operations: number): Promise<KnownDevice> {
  const stored = await earlierReport();
  if (!stored && operations < smallWork) return { report: null, adapter: null };
  const device = await deviceFacts();
  return { report: stored && identity(stored) === identity(device) ? stored : null, adapter: device.adapter };
}

async function probe(again: boolean, job: ProbeJob): Promise<DeviceReport> {
  const device = await deviceFacts();
  const stored = again ? null : await earlierReport();
  if (stored && identity(stored) === identity(device)) return { ...stored, storage: await storageFacts() };
  const isSkipped = (name: BackendName) =>
    !again && (device.adapter?.fallback ?? false) && gpuBackends.includes(name);

  const found = new Map<BackendName, BackendFacts>();
  await preserveBackend(async () => {
    for (const name of probeOrder) {
      job.signal.throwIfAborted();
      const facts = isSkipped(name) ? skippedFacts(name) : await probeWithin(name, job);
      found.set(name, facts);
      job.emit({ kind: 'backend', facts });
    }
  });
  const backends = backendNames.flatMap((name) => found.get(name) ?? []);
  const report: DeviceReport = {
    ...device,
    memoryGib:
      'deviceMemory' in navigator && typeof navigator.deviceMemory === 'number'
        ? navigator.deviceMemory
        : null,
    storage: await storageFacts(),
    backends,
    chosen: {
      dense: chooseBackend({ backends }, measuredWork.dense, null).backend,
      convolution: chooseBackend({ backends }, measuredWork.convolution, null).backend,
    },
    takenAt: Date.now(),
  };
  await saveDeviceReport(report).catch(() => undefined);
  return report;
}

/**
 * The use case. Probing switches the active backend, so `isBusy` says when something trains or predicts: then a
 * probe is refused with `run_busy`. A second caller waits for the probe that is running.
 */
export function createProbe(isBusy: () => boolean = () => false): EngineApi['probeDevice'] {
  let kept: DeviceReport | null = null;
  let running: Promise<DeviceReport> | null = null;

  return async ({ again }, job) => {
    while (running) {
      const joined = await running.catch(() => null); // where the other caller aborted, it is ours to do
      job.signal.throwIfAborted();
      if (joined) return joined;
    }
    if (kept && !again) return kept;
    if (isBusy()) throw new HearthError('run_busy');
    running = probe(again, job);
    try {
      kept = await running;
      return kept;
    } finally {
      running = null;
    }
  };
}
