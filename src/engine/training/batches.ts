// Training's batches over the store. What fits in memory is encoded once and shuffled as a whole; what does not streams
// through windows of row groups: groups in a permuted order, rows permuted inside each window. Either way the order is a
// pure function of the seed and the epoch, so a resume finds its place again.
import { inSplit, type Split } from '../../contract/data/split-codes';
import type { ColumnValues } from '../../data/columns/values';
import { encodeFeatures, encodeTargets } from '../../data/preprocess/encode';
import { featureWidth } from '../../data/preprocess/width';
import { bytesPerRow } from '../../data/rows/row-group';
import { Philox } from '../../domain/random';
import type { Batch, BatchSource, WholeRows } from '../../model/net/training/batch-source';
import { streamOf } from '../../model/net/training/streams';
import { weightedOrder, type ClassBalance } from './class-balance';
import { readEncoded, rowsInGroup, wantedColumns, type EncodedRows } from '../dataset/split/split-rows';

/** How much memory batches may take. */
export interface BatchLimits {
  /** Encoded training rows kept, or decoded bytes of one window. */
  windowBytes: number;
  /** Encoded validation rows kept; more of them are read again each epoch. */
  validationBytes: number;
}

export const defaultBatchLimits: BatchLimits = { windowBytes: 256 * 2 ** 20, validationBytes: 64 * 2 ** 20 };

/** Everything that decides the batches. */
export interface BatchInput extends EncodedRows {
  /** One byte a row: its split code. */
  assignment: Uint8Array;
  batchSize: number;
  seed: number;
  /** What makes rare classes count more, where something does. */
  balance?: ClassBalance | null;
  /** Rows of a validation batch. */
  validationRows: number;
}

const maxWindows = 2 ** 14;

/** Opens the training and validation rows of a partition. */
export function openBatches(input: BatchInput, limits = defaultBatchLimits): BatchSource {
  return new StoredBatches(input, limits);
}

/** Rows ready to be drawn: `write` puts a row's sample into a batch. */
interface Window {
  rows: number;
  /** Of every row: class indices, or scaled numbers. */
  labels: Float32Array;
  write(order: Uint32Array, out: Batch): void;
}

class StoredBatches implements BatchSource {
  readonly trainRows: number;
  readonly validationRows: number;
  readonly #input: BatchInput;
  readonly #limits: BatchLimits;
  readonly #width: number;
  readonly #trainPerGroup: number[];
  readonly #copies: Uint32Array | undefined;
  readonly #weights: Float64Array | null;
  #whole: Promise<WholeRows> | null = null;
  #validation: Batch[] | null = null;

  constructor(input: BatchInput, limits: BatchLimits) {
    this.#input = input;
    this.#limits = limits;
    this.#width = featureWidth(input.fitted);
    const { balance } = input;
    this.#copies = balance?.kind === 'oversampling' ? balance.copies : undefined;
    this.#weights = balance?.kind === 'class-weights' ? balance.weights : null;
    const count = (split: Split, copies?: Uint32Array) =>
      input.source.groups.map((group) => rowsInGroup(group, inSplit(input.assignment, split), copies).length);
    this.#trainPerGroup = count('train', this.#copies);
    this.trainRows = sum(this.#trainPerGroup);
    this.validationRows = sum(count('validation'));
  }

  async *train(epoch: number, skip: number): AsyncGenerator<Batch> {
    const { batchSize } = this.#input;
    const batch: Batch = {
      rows: 0,
      features: new Float32Array(batchSize * this.#width),
      labels: new Float32Array(batchSize),
    };
    const pending = new PendingBatch(batch, batchSize, this.#width);
    let toSkip = skip * batchSize;
    for (const [place, groups] of this.#windows(epoch).entries()) {
      const rows = sum(groups.map((group) => this.#trainPerGroup[group] ?? 0));
      const skipped = Math.min(toSkip, rows);
      toSkip -= skipped;
      if (skipped === rows) continue;
      const window = await this.#open(groups);
      const order = this.#order(epoch, place, window.labels);
      for (let at = skipped; at < rows;) {
        const taken = order.subarray(at, at + pending.room);
        at += taken.length;
        pending.take(window, taken);
        if (pending.room === 0) yield pending.flush();
      }
    }
    if (!pending.isEmpty) yield pending.flush();
  }

  async whole(): Promise<WholeRows | null> {
    return this.#fitsInMemory ? this.#encoded() : null;
  }

  #order(epoch: number, place: number, labels: Float32Array): Uint32Array {
    const random = new Philox(this.#input.seed, streamOf('rows', epoch * maxWindows + place));
    return this.#weights ? weightedOrder(labels, this.#weights, random) : random.permutation(labels.length);
  }

  async *validation(): AsyncGenerator<Batch> {
    if (this.#validation) {
      yield* this.#validation;
      return;
    }
    const { assignment, validationRows } = this.#input;
    const bytes = this.validationRows * this.#width * 4;
    const kept: Batch[] = [];
    for await (const batch of readEncoded(this.#input, inSplit(assignment, 'validation'), validationRows)) {
      if (bytes <= this.#limits.validationBytes) kept.push(batch);
      yield batch;
    }
    if (bytes <= this.#limits.validationBytes) this.#validation = kept;
  }

  get #fitsInMemory(): boolean {
    return this.trainRows * this.#width * 4 <= this.#limits.windowBytes;
  }

  /** The epoch's windows, each a list of groups; one window where all fits. */
  #windows(epoch: number): number[][] {
    const { source, seed, dataset } = this.#input;
    const groups = [...source.groups.keys()].filter((group) => this.#trainPerGroup[group] !== 0);
    if (this.#fitsInMemory) return [groups];
    const order = new Philox(seed, streamOf('groups', epoch)).permutation(groups.length);
    const windows: number[][] = [];
    let bytes = Infinity;
    for (const place of order) {
      const group = groups[place]!;
      const size = (source.groups[group]?.rows ?? 0) * rowBytes(dataset.columns);
      if (bytes + size > this.#limits.windowBytes) {
        windows.push([]);
        bytes = 0;
      }
      windows.at(-1)!.push(group);
      bytes += size;
    }
    return windows;
  }

  async #open(groups: number[]): Promise<Window> {
    return this.#fitsInMemory ? windowOver(await this.#encoded(), this.#width) : this.#openStreamed(groups);
  }

  /** All training rows, encoded once. */
  #encoded(): Promise<WholeRows> {
    this.#whole ??= this.#encodeAll();
    return this.#whole;
  }

  async #encodeAll(): Promise<WholeRows> {
    const width = this.#width;
    const features = new Float32Array(this.trainRows * width);
    const labels = new Float32Array(this.trainRows);
    const { assignment } = this.#input;
    let at = 0;
    for await (const part of readEncoded(this.#input, inSplit(assignment, 'train'), 4096, {
      copies: this.#copies,
    })) {
      features.set(part.features, at * width);
      labels.set(part.labels, at);
      at += part.rows;
    }
    return { features, labels, order: (epoch) => this.#order(epoch, 0, labels) };
  }

  /** Keeps the groups decoded and encodes each batch anew: one-hot columns may be far larger than what they come from. */
  async #openStreamed(groups: number[]): Promise<Window> {
    const { source, assignment, fitted, dataset } = this.#input;
    const wanted = wantedColumns(fitted);
    const parts: {
      values: ReadonlyMap<string, ColumnValues>;
      rows: Uint32Array;
      from: number;
      trainingFrom: number;
    }[] = [];
    let total = 0;
    for (const index of groups) {
      const group = source.groups[index]!;
      const rows = rowsInGroup(group, inSplit(assignment, 'train'), this.#copies);
      parts.push({
        values: await source.read(index, wanted),
        rows,
        from: total,
        trainingFrom: group.firstRow,
      });
      total += rows.length;
    }
    const labels = new Float32Array(total);
    for (const { values, rows, from } of parts)
      encodeTargets(fitted, { columns: dataset.columns, values, rows }, labels, from);
    return {
      rows: total,
      labels,
      write: (order, out) => {
        // Sorted by place, so that each group's rows are encoded in one go; a batch's own order teaches nothing.
        const sorted = order.slice().sort();
        let at = 0;
        let place = out.rows;
        for (const { values, rows, from, trainingFrom } of parts) {
          const start = at;
          while (at < sorted.length && sorted[at]! < from + rows.length) at++;
          if (at === start) continue;
          const chosen = sorted.slice(start, at).map((row) => rows[row - from]!);
          const encoded = { columns: dataset.columns, values, rows: chosen, trainingFrom };
          encodeFeatures(fitted, encoded, out.features, place * this.#width);
          encodeTargets(fitted, encoded, out.labels, place);
          place += chosen.length;
        }
      },
    };
  }
}

function windowOver({ features, labels }: WholeRows, width: number): Window {
  return {
    rows: labels.length,
    labels,
    write(order, out) {
      order.forEach((row, place) => {
        out.features.set(features.subarray(row * width, (row + 1) * width), (out.rows + place) * width);
        out.labels[out.rows + place] = labels[row]!;
      });
    },
  };
}

/** A batch while it fills; windows end where they end, batches are always full but for the epoch's last. */
class PendingBatch {
  readonly #batch: Batch;
  readonly #size: number;
  readonly #width: number;

  constructor(batch: Batch, size: number, width: number) {
    this.#batch = batch;
    this.#size = size;
    this.#width = width;
  }

  get room(): number {
    return this.#size - this.#batch.rows;
  }

  get isEmpty(): boolean {
    return this.#batch.rows === 0;
  }

  take(window: Window, order: Uint32Array): void {
    window.write(order, this.#batch);
    this.#batch.rows += order.length;
  }

  flush(): Batch {
    const { rows, features, labels } = this.#batch;
    this.#batch.rows = 0;
    return { rows, features: features.subarray(0, rows * this.#width), labels: labels.subarray(0, rows) };
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Bytes of one stored row. */
function rowBytes(columns: EncodedRows['dataset']['columns']): number {
  return columns.reduce((total, column) => total + bytesPerRow(column), 0);
}
