// The backend for one training: the wish where it works and has every operation, else the next best, with a notice. Nothing is measured
// for it: where the device is not known yet, what surely does for the work is taken.
import { HearthError } from '../../contract/transport/fault';
import type { NetRecipe } from '../../contract/model/recipe';
import type { BackendName, RunNotice } from '../../contract/model/run';
import { startBackend } from '../../model/backends/backends';
import { missingOperations } from '../../model/backends/operations';
import { isReady, selfTest } from '../../model/backends/self-test/self-test';
import type { Work } from '../../domain/training-rate';
import { unloweredLayer } from '../../model/compiled/step/graph/lower';
import type { NetworkSpec } from '../../model/net/network';
import type { SelfTestPart } from '../../model/backends/self-test/self-test-case';
import { neededParts } from '../../model/backends/self-test/self-test-cases';
import { chooseBackend, type BackendChoice } from './choose-backend';
import type { KnownDevice } from './probe-device';
import { presumeBackend } from './presume-backend';

/** The active backend after the choice, why it was taken, and what the person should be told. */
export interface PickedBackend {
  backend: BackendName;
  reason: string;
  notices: RunNotice[];
}

/** What the training of a net is, as far as choosing a backend and guessing its time go. */
export function workOf(network: NetworkSpec): Work {
  const parts = neededParts(network.layers);
  return {
    net: parts.includes('convolution') ? 'convolution' : 'dense',
    compiledParts: unloweredLayer(network) === null ? parts : null,
  };
}

/** What a run that recovers may use beside the requested backend. */
export interface BackendFallback {
  /** Backends that are left out. */
  avoided: ReadonlySet<BackendName>;
  /** Tried in turn after the wish, whatever was measured: someone waits for the run to go on. */
  instead: readonly BackendName[];
}

/** What a backend is picked for. */
export interface BackendAsk {
  recipe: NetRecipe;
  network: NetworkSpec;
  wish: BackendName | null;
  /** Floating-point operations of the whole training. */
  operations: number;
}

/**
 * Starts the backend for a recipe: the wish, else what the known device is fastest with, else what is presumed of it.
 * Throws `backend_unavailable` where none is left.
 */
export async function pickBackend(
  { recipe, network, wish, operations }: BackendAsk,
  known: (operations: number) => Promise<KnownDevice>,
  signal: AbortSignal,
  { avoided, instead }: BackendFallback = { avoided: new Set(), instead: [] },
): Promise<PickedBackend> {
  const parts = neededParts(recipe.model.layers);
  const excluded: BackendName[] = [...avoided];
  const notices: RunNotice[] = [];
  let lacking = false;
  const chooseKnown = ({ report, adapter }: KnownDevice) =>
    report
      ? chooseBackend(report, workOf(network), wish, excluded)
      : presumeBackend({ adapter, operations }, wish, excluded);
  for (;;) {
    signal.throwIfAborted();
    const next = [wish, ...instead].find((name) => name !== null && !excluded.includes(name)) ?? null;
    const works = next !== null && (await worksHere(next, parts, signal));
    if (next !== null && !works && instead.length > 0) {
      excluded.push(next);
      continue;
    }
    const choice: BackendChoice =
      next !== null && works
        ? { backend: next, reason: next === wish ? 'chosen_by_person' : 'fallback_unavailable' }
        : chooseKnown(await known(operations));
    const { backend } = choice;
    // The report may be of an earlier session: what is taken is held against the CPU in this one, too.
    if (!(await worksHere(backend, parts, signal))) {
      if (excluded.includes(backend)) throw new HearthError('backend_disagrees', {}, { backend });
      excluded.push(backend);
      continue;
    }
    await startBackend(backend);
    const { model, loss, optimizer } = recipe;
    const missing = missingOperations(backend, model.layers, loss, optimizer.kind);
    if (missing.length === 0) {
      const reason = lacking ? 'fallback_operation_missing' : choice.reason;
      if (wish !== null && backend !== wish) {
        notices.push({ code: 'backend_fallback', params: { wanted: wish, backend, reason } });
      }
      return { backend, reason, notices };
    }
    notices.push({ code: 'operation_missing', params: { backend, operations: missing.join(', ') } });
    excluded.push(backend);
    lacking = true;
  }
}

/** Parts of the self-test that passed in this session, by backend; one that failed may be tried again. */
const passed = new Map<BackendName, Set<SelfTestPart>>();

async function worksHere(
  name: BackendName,
  needed: readonly SelfTestPart[],
  signal: AbortSignal,
): Promise<boolean> {
  const known = passed.get(name) ?? new Set();
  try {
    await startBackend(name);
    const parts = needed.filter((part) => !known.has(part));
    if (parts.length === 0) return true;
    const results = await selfTest(name, { signal, parts });
    if (!isReady(results, parts)) return false;
    passed.set(name, new Set([...known, ...parts]));
    return true;
  } catch (thrown) {
    if (thrown instanceof HearthError && thrown.fault.code === 'backend_unavailable') return false;
    throw thrown;
  }
}
