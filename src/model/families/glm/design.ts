// The rows that a model is solved over: as blocks of samples in a fixed order, pass after pass. Rows that fit in memory are held
// once, and where most values are 0 (one-hot columns, dark pixels) only the others; more rows are read again in each pass.
import type { Batch, BatchSource } from '../../net/training/batch-source';

/** Samples in a row: dense, or the values that are not 0 with their columns. */
export interface Block {
  rows: number;
  labels: Float32Array;
  /** Dense [rows, width]; null where `sparse` holds them. */
  features: Float32Array | null;
  sparse: { starts: Uint32Array; columns: Uint16Array | Uint32Array; values: Float32Array } | null;
}

/** All rows, as often as they are asked for. */
export interface Design {
  rows: number;
  width: number;
  /** Bytes held between passes. */
  bytes: number;
  blocks(): AsyncIterable<Block> | Iterable<Block>;
}

/** Rows of a block: short enough that other work of the thread gets its turn between two. */
const blockRows = 512;
/** Below this share of values that are not 0, holding only those takes less than half the memory, and far less work. */
const sparseBelow = 0.25;

/** Turns a label as it was encoded into what the loss takes. */
export type LabelOf = (label: number) => number;

/** The training rows in memory, or null where they do not fit. */
export async function heldRows(source: BatchSource, labelOf: LabelOf | null): Promise<Rows | null> {
  const whole = await source.whole?.();
  if (!whole) return null;
  const { features, labels } = whole;
  return { features, labels: labelOf ? labels.map(labelOf) : labels };
}

/** Encoded samples [rows, width] with their labels. */
export interface Rows {
  features: Float32Array;
  labels: Float32Array;
}

/** Rows in memory as a design. */
export function designOf({ features, labels }: Rows, width: number): Design {
  let filled = 0;
  for (const value of features) if (value !== 0) filled++;
  return filled < sparseBelow * features.length
    ? held(sparseBlocks(features, labels, width), labels.length, width, 8 * filled)
    : held(denseBlocks(features, labels, width), labels.length, width, features.byteLength);
}

function held(blocks: Block[], rows: number, width: number, bytes: number): Design {
  return { rows, width, bytes, blocks: () => blocks };
}

/** The training rows in the order of the first epoch, each time: a sum over the rows is then the same sum. */
export function streamedRows(source: BatchSource, width: number, labelOf: LabelOf | null): Design {
  return {
    rows: source.trainRows,
    width,
    bytes: 0,
    blocks: () => blocksOf(source.train(0, 0), labelOf),
  };
}

/** The validation rows, read in each pass. */
export function validationRows(source: BatchSource, width: number, labelOf: LabelOf | null): Design {
  return {
    rows: source.validationRows,
    width,
    bytes: 0,
    blocks: () => blocksOf(source.validation(), labelOf),
  };
}

async function* blocksOf(batches: AsyncIterable<Batch>, labelOf: LabelOf | null): AsyncIterable<Block> {
  for await (const { rows, features, labels } of batches)
    yield { rows, features, labels: labelOf ? labels.map(labelOf) : labels, sparse: null };
}

function denseBlocks(features: Float32Array, labels: Float32Array, width: number): Block[] {
  return ranges(labels.length).map(([from, to]) => ({
    rows: to - from,
    labels: labels.subarray(from, to),
    features: features.subarray(from * width, to * width),
    sparse: null,
  }));
}

function sparseBlocks(features: Float32Array, labels: Float32Array, width: number): Block[] {
  return ranges(labels.length).map(([from, to]) => {
    const part = features.subarray(from * width, to * width);
    const filled = part.reduce((count, value) => count + Number(value !== 0), 0);
    const starts = new Uint32Array(to - from + 1);
    const columns = width <= 0xffff ? new Uint16Array(filled) : new Uint32Array(filled);
    const values = new Float32Array(filled);
    let at = 0;
    for (let row = 0; row < to - from; row++) {
      for (let column = 0; column < width; column++) {
        const value = part[row * width + column]!;
        if (value === 0) continue;
        columns[at] = column;
        values[at++] = value;
      }
      starts[row + 1] = at;
    }
    return {
      rows: to - from,
      labels: labels.subarray(from, to),
      features: null,
      sparse: { starts, columns, values },
    };
  });
}

function ranges(rows: number): [number, number][] {
  return Array.from({ length: Math.ceil(rows / blockRows) }, (_, index) => [
    index * blockRows,
    Math.min(rows, (index + 1) * blockRows),
  ]);
}
