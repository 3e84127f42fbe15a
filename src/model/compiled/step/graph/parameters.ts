// The block of numbers that the host writes for each step: the one thing of a replay that changes.
import { parameterNames } from './expression';

/** Distance between the blocks of two steps: WebGPU's largest guaranteed alignment. */
export const blockStride = 256;

/** Numbers of one step; see stepBlock in emit/functions.ts for the layout. */
export interface StepBlock {
  /** Where the step's rows begin in the order. */
  first: number;
  /** Its place in the ring of results. */
  slot: number;
  /** The step's number, which decides dropout masks. */
  number: number;
  seed: number;
  /** The optimiser's numbers. */
  parameters: readonly number[];
}

/** A block where nothing is drawn or updated. */
export const stillBlock: StepBlock = {
  first: 0,
  slot: 0,
  number: 0,
  seed: 0,
  parameters: [],
};

/** Blocks as the device reads them. */
export function encodeBlocks(blocks: readonly StepBlock[]): ArrayBuffer {
  const bytes = new ArrayBuffer(blocks.length * blockStride);
  blocks.forEach(({ first, slot, number, seed, parameters }, index) => {
    const view = new DataView(bytes, index * blockStride, blockStride);
    [first, slot, number, seed].forEach((value, at) => view.setUint32(4 * at, value, true));
    parameterNames.forEach((_, at) => view.setFloat32(16 + 4 * at, parameters[at] ?? 0, true));
  });
  return bytes;
}
