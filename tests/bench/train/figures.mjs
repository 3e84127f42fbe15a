// Figures of the benchmark of training: medians, ratios, and whether two rivals computed the same.
/** How far losses may be apart. */
export const lossTolerance = 1e-4;

export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
export const milliseconds = (id, samples) => ({ id, value: median(samples), unit: 'ms', samples });

/** How many times as fast: the ratio of the medians, 0 where the losses differ. */
export function timesAsFast(id, theirs, ours, bar, counts = true) {
  const samples = theirs.map((ms, index) => ms / ours[index]);
  return { id, value: counts ? median(theirs) / median(ours) : 0, unit: '×', bar, atLeast: true, samples };
}

/** The largest distance between two rivals' losses over the same steps, which is a figure itself. */
export function lossDifference(id, theirs, ours) {
  const distances = theirs.map((loss, step) => Math.abs(loss - ours[step]));
  // Nothing, zeros alone or what is not finite agrees with nothing.
  const tells = theirs.some((loss) => loss !== 0) && theirs.length === ours.length;
  const value =
    tells && distances.every(Number.isFinite)
      ? distances.reduce((most, each) => Math.max(most, each), 0)
      : 1e9;
  return { id, value, unit: '', bar: lossTolerance, samples: distances };
}
