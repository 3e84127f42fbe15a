// What this device has, what was tried on it, and what a recipe would cost.
import * as v from 'valibot';
import { tileChoice, type BackendName, type TileChoice } from './run';

export interface AdapterFacts {
  vendor: string;
  architecture: string;
  description: string;
  /** True for a software adapter such as SwiftShader. */
  fallback: boolean;
  maxBufferBytes: number;
  maxStorageBufferBytes: number;
  maxWorkgroupBytes: number;
  maxInvocations: number;
  features: string[];
}

export interface SelfTestResult {
  /** Name of the operation, such as `conv2d-filter-gradient`. */
  operation: string;
  passed: boolean;
  /** Largest |difference| to the CPU, over the largest |value|; null where the operation is missing. */
  relativeError: number | null;
  /** Why not, in technical words. */
  detail: string | null;
}

/** A rate of training as several timings gave it, in samples a second. */
export interface RateSpread {
  /** Least, median and most of the timings. */
  low: number;
  median: number;
  high: number;
  /** How many there were. */
  timings: number;
}

/** What was timed of one path of training. */
export interface MeasuredRates {
  /** Median samples a second of a small training step of each kind; null where not measured. */
  denseRate: number | null;
  convolutionRate: number | null;
  /** What a step costs however small its net; null where not measured. */
  leastStepMs: number | null;
  /** How far the timings of the rates lay apart; absent in reports from before that was kept. */
  spread?: Partial<Record<'dense' | 'convolution', RateSpread>>;
}

export interface BackendFacts extends MeasuredRates {
  name: BackendName;
  available: boolean;
  /** Why not available. */
  reason: string | null;
  /** Why it was not measured, though it may well work. */
  skipped?: 'software_adapter';
  startMs: number | null;
  selfTest: SelfTestResult[];
  /** All that dense nets need agree; convolutions too. */
  denseReady: boolean;
  convolutionReady: boolean;
  /** Steps compiled as a whole; null on backends that do not compile. */
  compiled: CompiledFacts | null;
}

/** Of compiled steps: what was timed is null where their parts failed. */
export interface CompiledFacts extends MeasuredRates {
  /** Of each part of the self-test what it found: `dense`, `convolution`, `sequence`. */
  selfTest: SelfTestResult[];
}

export interface DeviceReport {
  adapter: AdapterFacts | null;
  wasm: { simd: boolean; threads: boolean };
  isolated: boolean;
  cores: number;
  /** navigator.deviceMemory, GiB, capped by the browser at 8; null where it does not tell. */
  memoryGib: number | null;
  storage: { usedBytes: number; quotaBytes: number; persisted: boolean };
  backends: BackendFacts[];
  /** Best backend for dense and convolutional training, by measured rate. */
  chosen: { dense: BackendName; convolution: BackendName };
  userAgent: string;
  /** Version and commit of the app that measured. */
  build: string;
  takenAt: number;
}

export type DeviceEvent =
  | {
      kind: 'stage';
      backend: BackendName;
      stage: 'start' | 'self-test' | 'speed';
      done: number;
      total: number;
    }
  | { kind: 'backend'; facts: BackendFacts };

/** Before anything runs. */
export interface Estimate {
  parameters: number;
  modelBytes: number;
  /** Multiply-adds of one sample, forward only. */
  multiplyAdds: number;
  /** Weights, gradients, optimiser slots, activations of a batch, and a window of data. */
  trainingBytes: number;
  storageBytes: number;
  /** null where no backend was measured. */
  seconds: number | null;
  backend: BackendName | null;
  layers: { kind: string; outputShape: number[]; parameters: number }[];
}

/** Sizes of a product or convolution: rows and the length of its sums to the next power of two, columns as they are. */
export interface TileClass {
  rows: number;
  columns: number;
  sum: number;
}

/** What one invocation computes of a class, as it was fastest on this device. */
export interface TunedTile extends TileClass {
  tile: TileChoice;
  /** In half precision, for trainings that allow it. */
  half: boolean;
}

/** The fastest tiles by class of shape; only for the adapter and build that measured. */
export const deviceTiles = v.object({
  /** Adapter and build, as one text. */
  measuredOn: v.string(),
  tiles: v.record(v.string(), tileChoice),
  /** In half precision; null for a class that is no faster so. */
  half: v.record(v.string(), v.nullable(tileChoice)),
});
export type DeviceTiles = v.InferOutput<typeof deviceTiles>;
