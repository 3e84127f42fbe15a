// Which rows a model learns from, is tuned on, and is judged on. Only labels and numbers here, no columns, no storage.
import { HearthError } from '../../contract/transport/fault';
import { splitCodes } from '../../contract/data/split-codes';
import type { SplitSpec } from '../../contract/model/recipe';
import { Philox } from '../random';

const splitStream = 0x5011;
const parts = [splitCodes.train, splitCodes.validation, splitCodes.test] as const;

/**
 * Assigns every row a part, by the codes of the contract.
 * `labels`: class of each row, −1 to leave it out; all 0 for regression. Stratified: of each class every part gets its
 * share rounded down or up (largest remainder, with the error of the classes before carried on, so that the totals hold
 * too), and a class with any row has one in train. The same labels and spec always give the same parts.
 * Throws `recipe_invalid` where the fractions are no shares, `rows_too_few` where a part would stay empty.
 */
export function assignSplit(labels: Int32Array, spec: SplitSpec): Uint8Array {
  const shares = sharesOf(spec);
  const byClass = groupRows(labels, spec.kind === 'stratified');
  const random = new Philox(spec.seed, splitStream);
  const assignment = new Uint8Array(labels.length).fill(splitCodes.excluded);
  const carried = [0, 0, 0];
  const totals = [0, 0, 0];
  for (const rows of byClass) {
    const counts = apportion(rows.length, shares, carried);
    const order = random.permutation(rows.length);
    let next = 0;
    for (const part of parts) {
      const end = next + counts[part]!;
      totals[part]! += counts[part]!;
      while (next < end) assignment[rows[order[next++]!]!] = part;
    }
  }
  const included = totals.reduce((sum, total) => sum + total, 0);
  if (parts.some((part) => shares[part]! > 0 && totals[part] === 0)) {
    const smallest = Math.min(...shares.filter((share) => share > 0));
    throw new HearthError('rows_too_few', {}, { rows: included, needed: Math.ceil(1 / smallest) });
  }
  return assignment;
}

function sharesOf(spec: SplitSpec): number[] {
  const fractions = [spec.train, spec.validation, spec.test];
  const sum = fractions.reduce((total, fraction) => total + fraction, 0);
  const valid = fractions.every((fraction) => fraction >= 0 && fraction <= 1) && spec.train > 0;
  if (!valid || Math.abs(sum - 1) > 1e-6) {
    throw new HearthError('recipe_invalid', { field: 'split' }, { sum: Number.isFinite(sum) ? sum : 0 });
  }
  return fractions.map((fraction) => fraction / sum);
}

/** Row numbers of each class in ascending order of class; one group where classes do not matter. */
function groupRows(labels: Int32Array, stratified: boolean): Uint32Array[] {
  const sizes = new Map<number, number>();
  for (const label of labels) {
    if (label < 0) continue;
    const key = stratified ? label : 0;
    sizes.set(key, (sizes.get(key) ?? 0) + 1);
  }
  const classes = [...sizes.keys()].sort((a, b) => a - b);
  const groups = new Map(classes.map((key) => [key, { rows: new Uint32Array(sizes.get(key)!), filled: 0 }]));
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row]!;
    if (label < 0) continue;
    const group = groups.get(stratified ? label : 0)!;
    group.rows[group.filled++] = row;
  }
  return classes.map((key) => groups.get(key)!.rows);
}

/** Whole numbers that sum to `size`, each its share rounded down or up; `carried` takes on what rounding lost. */
function apportion(size: number, shares: readonly number[], carried: number[]): number[] {
  // 0.8 · 10 is not exactly 8: without the nudge a part could be rounded down from a whole number.
  const quotas = shares.map((share) => share * size);
  const counts = quotas.map((quota) => Math.floor(quota + 1e-9));
  let left = size - counts.reduce((sum, count) => sum + count, 0);
  const claims = quotas.map((quota, part) => ({
    part,
    fractional: quota - counts[part]! > 1e-9,
    unseen: part === splitCodes.train && counts[part] === 0,
    claim: quota - counts[part]! + carried[part]!,
  }));
  claims.sort((a, b) => Number(b.unseen) - Number(a.unseen) || b.claim - a.claim || a.part - b.part);
  for (const { part, fractional } of claims) {
    if (left === 0) break;
    if (!fractional) continue;
    counts[part]!++;
    left--;
  }
  counts.forEach((count, part) => (carried[part]! += quotas[part]! - count));
  return counts;
}
