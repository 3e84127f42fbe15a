// p values of several tests that answer one question together (Holm 1979): the chance of any false alarm stays as low as that of one test.

/** The adjusted p values, in the order of those given. */
export function holm(values: readonly number[]): number[] {
  const order = values.map((_, at) => at).sort((a, b) => values[a]! - values[b]!);
  const adjusted = [...values];
  let most = 0;
  order.forEach((at, rank) => {
    most = Math.max(most, Math.min(1, values[at]! * (values.length - rank)));
    adjusted[at] = most;
  });
  return adjusted;
}
