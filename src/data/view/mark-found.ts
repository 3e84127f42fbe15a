// How a search goes over the rows of a group: all its columns share one state a row, so that a row that one has found is not looked at again.

/** States of a row: it is yet to be found; it is found. Any other: it is not looked for. */
export const sought = 0;
export const found = 1;
/** A row that does not meet the other conditions of its view. */
export const leftOut = 2;

/** Marks as found those sought rows whose cells hold what is looked for. */
export type MarkFound<Values> = (values: Values, state: Uint8Array) => void;

/** Tests the numbers of rows one by one; NaN is one that is missing. */
export function forAll(holds: (value: number) => boolean): MarkFound<Float64Array> {
  return (values, state) => {
    for (let row = 0; row < values.length; row++)
      if (state[row] === sought && holds(values[row]!)) state[row] = found;
  };
}
