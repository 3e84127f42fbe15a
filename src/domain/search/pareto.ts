// Trials of which none is better in everything, where a study has several objectives. Not for choosing one of them.

/** Which way an objective is better. */
export type Direction = 'higher' | 'lower';

/** Values of one trial, one an objective; null where it has none. */
export type Objectives = readonly (number | null)[];

/** Whether the first is at least as good in every objective and better in one. */
export function dominates(a: Objectives, b: Objectives, directions: readonly Direction[]): boolean {
  let better = false;
  for (const [at, direction] of directions.entries()) {
    const [one, other] = [a[at] ?? NaN, b[at] ?? NaN];
    const gain = direction === 'higher' ? one - other : other - one;
    if (!(gain >= 0) && one !== other) return false;
    better ||= gain > 0;
  }
  return better;
}

/**
 * The places of those that none dominates, in their order; of equal ones all. One without all its values, or with one that is not a
 * number, is never among them.
 */
export function paretoFront(trials: readonly Objectives[], directions: readonly Direction[]): number[] {
  const measured = [...trials.keys()].filter((place) =>
    directions.every((_, at) => trials[place]![at] != null && !Number.isNaN(trials[place]![at])),
  );
  return measured.filter(
    (place) => !measured.some((other) => dominates(trials[other]!, trials[place]!, directions)),
  );
}

/** The front of each place: 0 for the Pareto front, 1 for the one without it and so on (Deb et al. 2002, NSGA-II); null outside all. */
export function paretoRanks(
  trials: readonly Objectives[],
  directions: readonly Direction[],
): (number | null)[] {
  const ranks: (number | null)[] = trials.map(() => null);
  let rest = [...trials.keys()];
  for (let rank = 0; rest.length > 0; rank++) {
    const front = paretoFront(
      rest.map((place) => trials[place]!),
      directions,
    ).map((at) => rest[at]!);
    if (front.length === 0) break;
    for (const place of front) ranks[place] = rank;
    rest = rest.filter((place) => ranks[place] === null);
  }
  return ranks;
}
