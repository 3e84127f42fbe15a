// The parts that a partition divides rows into, and the byte of each in its assignment chunk.

/** The byte a row gets; `excluded`: in none of the parts, since its target is missing. Stored: never to be changed. */
export const splitCodes = { train: 0, validation: 1, test: 2, excluded: 255 } as const;

/** A part that rows are learnt from or judged on. */
export type Split = Exclude<keyof typeof splitCodes, 'excluded'>;

/** The parts in the order of their codes. */
export const splits = ['train', 'validation', 'test'] as const satisfies readonly Split[];

/** Whether a row of an assignment is in a part. */
export function inSplit(assignment: Uint8Array, split: Split): (row: number) => boolean {
  const code = splitCodes[split];
  return (row) => assignment[row] === code;
}
