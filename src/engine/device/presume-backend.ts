// Which backend a training starts on where the device was not measured: nobody waits for a measurement to learn that a small net trains
// well on the processor, or that a GPU made of software is slower than it.
import type { AdapterFacts } from '../../contract/model/device';
import type { BackendName } from '../../contract/model/run';
import { HearthError } from '../../contract/transport/fault';
import type { BackendChoice } from './choose-backend';

/**
 * Floating-point operations of a whole training that take seconds on one core with SIMD (about 10 GFLOP/s, measured on small nets):
 * below them starting a GPU and compiling its kernels is not repaid.
 */
export const smallWork = 5e10;

type Presumption = 'presumed_small_work' | 'presumed_software_gpu' | 'presumed_no_gpu' | 'presumed_gpu';

/** What the choice follows from. */
export interface PresumedFrom {
  /** The adapter that WebGPU would train on; null without one, and not asked about for small work. */
  adapter: Pick<AdapterFacts, 'fallback'> | null;
  /** Floating-point operations of the whole training. */
  operations: number;
}

const onProcessor: readonly BackendName[] = ['wasm', 'cpu', 'webgpu', 'webgl'];
const onGpu: readonly BackendName[] = ['webgpu', 'wasm', 'webgl', 'cpu'];

function presume({ adapter, operations }: PresumedFrom): {
  order: readonly BackendName[];
  reason: Presumption;
} {
  if (operations < smallWork) return { order: onProcessor, reason: 'presumed_small_work' };
  if (adapter === null) return { order: onProcessor, reason: 'presumed_no_gpu' };
  if (adapter.fallback) return { order: onProcessor, reason: 'presumed_software_gpu' };
  return { order: onGpu, reason: 'presumed_gpu' };
}

/**
 * The first backend that surely does for this work and is not in `excluded`; it is still held against the CPU before it trains.
 * Throws `backend_unavailable` where none is left.
 */
export function presumeBackend(
  from: PresumedFrom,
  wanted: BackendName | null,
  excluded: readonly BackendName[] = [],
): BackendChoice {
  const { order, reason } = presume(from);
  const backend = order.find((name) => !excluded.includes(name));
  if (!backend) throw new HearthError('backend_unavailable', {}, { backend: wanted ?? 'any' });
  return { backend, reason: wanted === null ? reason : 'fallback_unavailable' };
}
