// Holds a backend against the CPU, operation by operation, before it may train. GPU drivers do give wrong numbers.
import * as tf from '@tensorflow/tfjs-core';
import type { SelfTestResult } from '../../../contract/model/device';
import type { BackendName } from '../../../contract/model/run';
import { currentDevice, preserveBackend, startBackend } from '../backends';
import { kernelsUsedBy } from '../kernels/own-kernels';
import type { SelfTestCase, SelfTestPart } from './self-test-case';
import { selfTestCases } from './self-test-cases';
import { fusedCases } from './self-test-fused-cases';
import { stepBack, withNote } from './self-test-own-kernels';
import { testCompiledStep } from '../../compiled/step/self-test/self-test';

/** Largest difference to the CPU over the largest value: loose enough for a GPU's exp, far below half precision. */
const tolerance = 1e-4;

/** What the CPU gave, by operation; the same for every backend. */
const references = new Map<string, Float32Array[]>();

/** Small tensors are computed on the CPU by these, which would test nothing. */
const forwardingFlags = { webgpu: 'WEBGPU_CPU_FORWARD', webgl: 'WEBGL_CPU_FORWARD' } as const;

function isForwarding(name: BackendName): name is keyof typeof forwardingFlags {
  return Object.hasOwn(forwardingFlags, name);
}

async function compute({ run }: SelfTestCase): Promise<Float32Array[]> {
  const outputs = tf.tidy(run);
  try {
    return await Promise.all(outputs.map(async (output) => Float32Array.from(await output.data())));
  } finally {
    tf.dispose(outputs);
  }
}

/** Largest |difference| over the largest |expected|; infinite where a number is missing or not finite. */
function relativeError(found: Float32Array[], expected: Float32Array[]): number {
  const errors = expected.map((values, output) => {
    const others = found[output] ?? new Float32Array(0);
    let difference = others.length === values.length ? 0 : Infinity;
    let largest = Number.MIN_VALUE;
    values.forEach((value, i) => {
      const distance = Math.abs((others[i] ?? NaN) - value);
      difference = Math.max(difference, Number.isNaN(distance) ? Infinity : distance);
      largest = Math.max(largest, Math.abs(value));
    });
    return difference / largest;
  });
  return Math.max(...errors);
}

/** Computes a test; on webgpu with what the device finds invalid told here, and not as a failure of the device. */
async function computeOn(name: BackendName, test: SelfTestCase): Promise<Float32Array[]> {
  if (name !== 'webgpu') return compute(test);
  const { asWebgpu, validationErrorOf } = await import('../gpu/tfjs-webgpu');
  let outputs: Float32Array[] = [];
  const invalid = await validationErrorOf(asWebgpu(tf.backend()), async () => {
    outputs = await compute(test);
  });
  if (invalid !== null) throw new Error(invalid);
  return outputs;
}

async function check(name: BackendName, test: SelfTestCase): Promise<SelfTestResult> {
  const { operation } = test;
  const expected = references.get(operation) ?? [];
  try {
    const error = relativeError(await computeOn(name, test), expected);
    if (error <= tolerance) return { operation, passed: true, relativeError: error, detail: null };
    const finite = Number.isFinite(error);
    const detail = finite
      ? `differs by ${error.toExponential(1)}`
      : 'result is not finite or has another size';
    return { operation, passed: false, relativeError: finite ? error : null, detail };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { operation, passed: false, relativeError: null, detail };
  }
}

/** Results of all tests in turn; kernels of ours that disagree give way, and what had used them is tested again. */
async function checkAll(
  name: BackendName,
  cases: readonly SelfTestCase[],
  beforeEach: (done: number) => void,
): Promise<SelfTestResult[]> {
  const results: SelfTestResult[] = [];
  const users = new Map<string, Set<number>>(); // tests by the kernels of ours that they used
  const run = async (index: number): Promise<void> => {
    const test = cases[index]!;
    const used = await kernelsUsedBy(async () => {
      results[index] = withNote(await check(name, test));
    });
    for (const kernel of used) users.set(kernel, (users.get(kernel) ?? new Set()).add(index));
    if (results[index]!.passed) return;
    const { result, gaveWay } = await stepBack(results[index]!, used, () => check(name, test));
    results[index] = result;
    for (const earlier of new Set(gaveWay.flatMap((kernel) => [...(users.get(kernel) ?? [])])))
      if (earlier !== index) await run(earlier);
  };
  for (let index = 0; index < cases.length; index++) {
    beforeEach(index);
    await run(index);
  }
  return results;
}

async function computeReferences(cases: readonly SelfTestCase[], signal: AbortSignal | null): Promise<void> {
  await startBackend('cpu');
  for (const test of cases) {
    signal?.throwIfAborted();
    if (!references.has(test.operation)) references.set(test.operation, await compute(test));
  }
}

const allParts: readonly SelfTestPart[] = ['dense', 'convolution', 'sequence'];

/** Tries the operations of some parts on a backend, or all of them; the backend that was active is active again afterwards. */
export async function selfTest(
  name: BackendName,
  options: {
    signal?: AbortSignal;
    onProgress?: (done: number, total: number) => void;
    parts?: readonly SelfTestPart[];
  } = {},
): Promise<SelfTestResult[]> {
  const signal = options.signal ?? null;
  const cases = casesOf(options.parts ?? allParts);
  return preserveBackend(async () => {
    await computeReferences(cases, signal);
    await startBackend(name);
    const flag = isForwarding(name) ? forwardingFlags[name] : null;
    const forwarded = flag === null ? null : tf.env().getBool(flag);
    if (flag !== null) tf.env().set(flag, false);
    try {
      const results = await checkAll(name, cases, (done) => {
        signal?.throwIfAborted();
        if (done > 0) options.onProgress?.(done, cases.length);
      });
      options.onProgress?.(results.length, cases.length);
      return [...results, ...(await compiledResults(options.parts ?? allParts))];
    } finally {
      if (flag !== null && forwarded !== null) tf.env().set(flag, forwarded);
    }
  });
}

/** Compiled steps on the active backend's device: where they are wrong, nets train operation by operation instead. */
async function compiledResults(parts: readonly SelfTestPart[]): Promise<SelfTestResult[]> {
  const device = currentDevice();
  if (!device) return [];
  const results: SelfTestResult[] = [];
  for (const part of parts) {
    results.push({ operation: `compiled-step-${part}`, ...(await testCompiledStep(device, part)) });
  }
  return results;
}

/** Whether all that a net of these parts needs agreed. */
export function isReady(results: readonly SelfTestResult[], parts: readonly SelfTestPart[]): boolean {
  const passed = new Set(results.filter((result) => result.passed).map(({ operation }) => operation));
  return casesOf(parts).every(({ operation }) => passed.has(operation));
}

function casesOf(parts: readonly SelfTestPart[]): readonly SelfTestCase[] {
  return [...selfTestCases, ...fusedCases].filter(({ part }) => parts.includes(part));
}
