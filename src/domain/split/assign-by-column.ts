// Which rows a model learns from, is tuned on and judged on, where a column decides: rows of a group stay together, later rows test
// earlier ones, or the column itself names the part. Only labels and keys here, no columns, no storage.
import { HearthError } from '../../contract/transport/fault';
import { splitCodes } from '../../contract/data/split-codes';
import type { SplitSpec } from '../../contract/model/recipe';
import { Philox } from '../random';

const groupStream = 0x5012;
const validationStream = 0x5013;
const parts = [splitCodes.train, splitCodes.validation, splitCodes.test] as const;

/** What a cell of a column that names the part may say, in lower case. */
const partNames: readonly RegExp[] = [
  /^(train(ing)?|fit|learn|训练集?)$/,
  /^(val(id(ation)?)?|dev(elopment)?|tun(e|ing)|验证集?)$/,
  /^(test(ing)?|hold-?out|evaluation|测试集?)$/,
];

/** The part that a cell names; −1 where it names none. */
export function namedPart(cell: string): number {
  const word = cell.trim().toLowerCase();
  return partNames.findIndex((name) => name.test(word));
}

/**
 * Assigns every row a part. `labels`: −1 leaves a row out. `keys`: the row's group, its moment, or the part that it names; NaN where it
 * has none: then it is left out, and without a group stands alone.
 * Throws `rows_too_few` where a part would stay empty.
 */
export function assignByColumn(labels: Int32Array, keys: Float64Array, spec: SplitSpec): Uint8Array {
  const assignment = new Uint8Array(labels.length).fill(splitCodes.excluded);
  const rows = Uint32Array.from(labels.keys()).filter(
    (row) => labels[row]! >= 0 && (spec.kind === 'grouped' || !Number.isNaN(keys[row]!)),
  );
  if (spec.kind === 'grouped') byGroup(rows, keys, spec, assignment);
  else if (spec.kind === 'time') byTime(rows, keys, spec, assignment);
  else byName(rows, keys, spec, assignment);
  const totals = parts.map((part) => assignment.reduce((sum, code) => sum + Number(code === part), 0));
  if (parts.some((part) => spec[nameOf[part]] > 0 && totals[part] === 0))
    throw new HearthError('rows_too_few', { field: 'split' }, { rows: rows.length, needed: rows.length + 1 });
  return assignment;
}

const nameOf = ['train', 'validation', 'test'] as const;

/** Groups in a drawn order, each to the part that lacks most. */
function byGroup(rows: Uint32Array, keys: Float64Array, spec: SplitSpec, out: Uint8Array): void {
  const groups = new Map<number | string, number[]>();
  for (const row of rows) {
    const key = Number.isNaN(keys[row]!) ? `row ${row}` : keys[row]!;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  const listed = [...groups.values()];
  const lacking = nameOf.map((name) => spec[name] * rows.length);
  for (const at of new Philox(spec.seed, groupStream).permutation(listed.length)) {
    const group = listed[at]!;
    const part = lacking.indexOf(Math.max(...lacking));
    lacking[part]! -= group.length;
    for (const row of group) out[row] = part;
  }
}

/** The earliest rows train, the latest test; rows of one moment stay together. */
function byTime(rows: Uint32Array, keys: Float64Array, spec: SplitSpec, out: Uint8Array): void {
  const order = rows.toSorted((a, b) => keys[a]! - keys[b]! || a - b);
  const bound = (share: number): number => {
    let at = Math.round(share * order.length);
    while (at > 0 && at < order.length && keys[order[at]!] === keys[order[at - 1]!]) at++;
    return at;
  };
  const [validates, tests] = [bound(spec.train), bound(spec.train + spec.validation)];
  order.forEach((row, at) => (out[row] = at < validates ? 0 : at < tests ? 1 : 2));
}

/** As the column says; where it names no row for validation, rows that train give it its share. */
function byName(rows: Uint32Array, keys: Float64Array, spec: SplitSpec, out: Uint8Array): void {
  for (const row of rows) if (keys[row]! >= 0) out[row] = keys[row]!;
  if (out.includes(splitCodes.validation)) return;
  const train = rows.filter((row) => out[row] === splitCodes.train);
  const order = new Philox(spec.seed, validationStream).permutation(train.length);
  const share = spec.validation / (spec.train + spec.validation);
  for (const at of order.subarray(0, Math.round(share * train.length)))
    out[train[at]!] = splitCodes.validation;
}
