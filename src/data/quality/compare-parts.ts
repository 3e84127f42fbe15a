// What the parts of a split share that they should not, and what one has that the others never saw: levels, moments, identifiers.
// One pass over the rows; memory grows with the levels, and with the rows for at most four identifiers.
import { columnTypes } from '../../contract/data/column-types';
import type { Column, Partition } from '../../contract/data/dataset';
import { splitCodes, splits } from '../../contract/data/split-codes';
import { columnTypeOf } from '../columns/registry';
import type { ColumnValues } from '../columns/values';
import { valuesOf } from '../rows/group-source';
import type { QualityInput } from './check-partition';
import type { Look } from './one-pass';
import { hashRows } from './row-hash';
import { SeenHashes } from './seen-hashes';

/** What comparing the parts adds to a partition's quality. */
export type ComparedParts = NonNullable<Partition['quality']['parts']>;

const mostIdentifiers = 4;
/** Levels of a column that are named. */
const namedLevels = 50;

interface PartReader {
  column: Column;
  add(values: ColumnValues, firstRow: number, rows: number): void;
}

/** Levels that rows beyond training have and no row of training has. */
class NewLevels implements PartReader {
  readonly column: Column;
  readonly #assignment: Uint8Array;
  readonly #trained: Uint8Array;
  readonly #others: Uint32Array;

  constructor(column: Column, assignment: Uint8Array) {
    this.column = column;
    this.#assignment = assignment;
    this.#trained = new Uint8Array(column.categories.length);
    this.#others = new Uint32Array(column.categories.length);
  }

  add(values: ColumnValues, firstRow: number, rows: number): void {
    if (!('codes' in values)) return;
    for (let row = 0; row < rows; row++) {
      const code = values.codes[row]!;
      const part = this.#assignment[firstRow + row];
      if (code < 0 || part === splitCodes.excluded) continue;
      if (part === splitCodes.train) this.#trained[code] = 1;
      else this.#others[code]!++;
    }
  }

  result(): ComparedParts['unseen'] {
    const { name, categories } = this.column;
    const codes = [...this.#others.keys()].filter((code) => this.#others[code]! > 0 && !this.#trained[code]);
    if (codes.length === 0) return [];
    const ordered = codes.toSorted((a, b) => this.#others[b]! - this.#others[a]!);
    return [
      {
        column: name,
        count: codes.length,
        rows: codes.reduce((sum, code) => sum + this.#others[code]!, 0),
        levels: ordered.slice(0, namedLevels).map((code) => categories[code]!),
      },
    ];
  }
}

/** The last moment of training and the first of test. */
class Moments implements PartReader {
  readonly column: Column;
  readonly #assignment: Uint8Array;
  #trainLast = -Infinity;
  #testFirst = Infinity;

  constructor(column: Column, assignment: Uint8Array) {
    this.column = column;
    this.#assignment = assignment;
  }

  add(values: ColumnValues, firstRow: number, rows: number): void {
    if (!('values' in values)) return;
    for (let row = 0; row < rows; row++) {
      const moment = values.values[row]!;
      if (Number.isNaN(moment)) continue;
      const part = this.#assignment[firstRow + row];
      if (part === splitCodes.train) this.#trainLast = Math.max(this.#trainLast, moment);
      else if (part === splitCodes.test) this.#testFirst = Math.min(this.#testFirst, moment);
    }
  }

  result(): ComparedParts['moments'] {
    const [trainLast, testFirst] = [this.#trainLast, this.#testFirst];
    if (!Number.isFinite(trainLast) || !Number.isFinite(testFirst)) return [];
    return [{ column: this.column.name, trainLast, testFirst }];
  }
}

/** Rows of test whose identifier rows of training have as well. */
class SharedIdentifiers implements PartReader {
  readonly column: Column;
  readonly #assignment: Uint8Array;
  readonly #trained: SeenHashes;
  /** Both halves of the hash of each row of test. */
  readonly #tested: Uint32Array;
  #count = 0;

  constructor(column: Column, assignment: Uint8Array, sizes: { train: number; test: number }) {
    this.column = column;
    this.#assignment = assignment;
    this.#trained = new SeenHashes(sizes.train);
    this.#tested = new Uint32Array(2 * sizes.test);
  }

  add(values: ColumnValues, firstRow: number, rows: number): void {
    const { low, high } = hashRows([values], rows);
    const type = columnTypeOf(values.type);
    for (let row = 0; row < rows; row++) {
      const part = this.#assignment[firstRow + row];
      if (type.isMissing(values, row)) continue;
      if (part === splitCodes.train) this.#trained.add(low[row]!, high[row]!);
      else if (part === splitCodes.test) {
        const at = 2 * this.#count++;
        this.#tested[at] = low[row]!;
        this.#tested[at + 1] = high[row]!;
      }
    }
  }

  result(): ComparedParts['shared'] {
    let rows = 0;
    for (let at = 0; at < this.#count; at++)
      if (this.#trained.has(this.#tested[2 * at]!, this.#tested[2 * at + 1]!)) rows++;
    return rows > 0 ? [{ column: this.column.name, rows }] : [];
  }
}

/** Columns that may name what a row is about: any that no model learns from, and that could be an identifier. */
function mayIdentify({ name, type }: Column, features: ReadonlySet<string>, target: string): boolean {
  return !features.has(name) && name !== target && columnTypes[type].identifies !== null;
}

/** Rows of each class in each part. */
function classCounts(labels: Int32Array, classes: number, assignment: Uint8Array): number[][] {
  const counts = splits.map(() => new Array<number>(classes).fill(0));
  for (let row = 0; row < labels.length; row++) {
    const [label, part] = [labels[row]!, counts[assignment[row]!]];
    if (part && label >= 0) part[label] = (part[label] ?? 0) + 1;
  }
  return counts;
}

function sizeOf(assignment: Uint8Array, code: number): number {
  let size = 0;
  for (let row = 0; row < assignment.length; row++) if (assignment[row] === code) size++;
  return size;
}

/** Compares the parts of a split column by column. */
export class PartsComparison implements Look<ComparedParts> {
  readonly wanted: ReadonlySet<string>;
  readonly #input: Omit<QualityInput, 'source'>;
  readonly #levels: NewLevels[];
  readonly #moments: Moments[];
  readonly #identifiers: SharedIdentifiers[];

  constructor(input: Omit<QualityInput, 'source'>) {
    const { columns, features, target, assignment } = input;
    const learnt = new Set(features.filter((name) => name !== target));
    const sizes = { train: sizeOf(assignment, splitCodes.train), test: sizeOf(assignment, splitCodes.test) };
    this.#input = input;
    this.#levels = columns
      .filter(({ name, type }) => type === 'category' && learnt.has(name))
      .map((column) => new NewLevels(column, assignment));
    this.#moments = columns
      .filter(({ name, type }) => type === 'datetime' && name !== target)
      .map((column) => new Moments(column, assignment));
    this.#identifiers = columns
      .filter((column) => mayIdentify(column, learnt, target))
      .slice(0, mostIdentifiers)
      .map((column) => new SharedIdentifiers(column, assignment, sizes));
    this.wanted = new Set(this.#readers().map(({ column }) => column.name));
  }

  #readers(): PartReader[] {
    return [...this.#levels, ...this.#moments, ...this.#identifiers];
  }

  add(
    values: ReadonlyMap<string, ColumnValues>,
    { firstRow, rows }: { firstRow: number; rows: number },
  ): void {
    for (const reader of this.#readers()) reader.add(valuesOf(values, reader.column.name), firstRow, rows);
  }

  result(): ComparedParts {
    const { labels, classes, assignment } = this.#input;
    return {
      unseen: this.#levels.flatMap((each) => each.result()),
      moments: this.#moments.flatMap((each) => each.result()),
      shared: this.#identifiers.flatMap((each) => each.result()),
      classes: { names: [...classes], counts: classCounts(labels, classes.length, assignment) },
    };
  }
}
