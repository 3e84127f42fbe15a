// What this device has, what was tried on it, and what a recipe would cost.
import type { BackendName } from './run';

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

export interface BackendFacts {
  name: BackendName;
  available: boolean;
  /** Why not available. */
  reason: string | null;
  startMs: number | null;
  selfTest: SelfTestResult[];
  /** All that dense nets need agree; convolutions too. */
  denseReady: boolean;
  convolutionReady: boolean;
  /** Measured: samples a second of a small training step of each kind; null where not measured. */
  denseRate: number | null;
  convolutionRate: number | null;
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

/** Rows, columns and kind of the fastest tile of compiled steps, by class of shape; only for the adapter and build that measured. */
export interface DeviceTiles {
  /** Adapter and build, as one text. */
  measuredOn: string;
  tiles: Record<string, readonly [rows: number, columns: number, kind: 'registers' | 'quads' | 'shared']>;
}
