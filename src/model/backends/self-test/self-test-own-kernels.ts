// Where kernels of ours disagree with the CPU on this device, tfjs' own take their place. Only who steps back is decided here;
// self-test.ts compares.
import type { SelfTestResult } from '../../../contract/model/device';
import { useOwnKernel } from '../kernels/own-kernels';

/** What became of operations whose kernels gave way, by operation; later self-tests tell it again. */
const notes = new Map<string, string>();

/** A result with what is known of its operation from before. */
export function withNote(result: SelfTestResult): SelfTestResult {
  const note = notes.get(result.operation);
  return note !== undefined && result.passed ? { ...result, detail: note } : result;
}

/**
 * After a failed test that used kernels of ours: one by one, then all together they step back, until the test passes.
 * Where it never does they stay, for the fault lies elsewhere.
 */
export async function stepBack(
  failed: SelfTestResult,
  used: readonly string[],
  tryAgain: () => Promise<SelfTestResult>,
): Promise<{ result: SelfTestResult; gaveWay: string[] }> {
  const attempts = used.length > 1 ? [...used.map((name) => [name]), [...used]] : [[...used]];
  for (const names of used.length === 0 ? [] : attempts) {
    for (const name of names) useOwnKernel(name, false);
    const again = await tryAgain();
    if (again.passed) {
      notes.set(failed.operation, `tfjs' own ${names.join(', ')}: ours ${failed.detail ?? 'failed'}`);
      return { result: withNote(again), gaveWay: names };
    }
    for (const name of names) useOwnKernel(name, true);
  }
  return { result: failed, gaveWay: [] };
}
