// What a person expects of a dataset, checked when it is asked for, and kept: neither a version nor a rule ever changes.
import type { OwnChecks, OwnExpectation } from '../../contract/data/quality/own-expectation';
import { checkOwn } from '../../data/expectations/check-own';
import { datasetFor } from './read-rows';
import { rowSource } from './row-source';

const keptChecks = 20;
/** By dataset and expectations, the one made longest ago first. */
const kept = new Map<string, OwnChecks>();

/** Checks the expectations on every row of a dataset. */
export async function ownChecks(
  datasetId: string,
  expectations: readonly OwnExpectation[],
  signal: AbortSignal,
): Promise<OwnChecks> {
  const key = JSON.stringify([datasetId, expectations]);
  const known = kept.get(key);
  if (known) return known;
  const dataset = await datasetFor(datasetId);
  const checks = await checkOwn(rowSource(dataset), dataset.columns, expectations, signal);
  kept.set(key, checks);
  const [oldest] = kept.keys();
  if (kept.size > keptChecks && oldest !== undefined) kept.delete(oldest);
  return checks;
}
