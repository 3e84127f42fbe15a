// How columns of a dataset go together, pair by pair, and how their numbers lie. Measured on demand; stored nowhere.

/** How two columns go together. Every measure is null where it is not defined: fewer than two rows, or a column of one value. */
export type Association = {
  /** Places of the two columns in `columns`, the first before the second. */
  one: number;
  other: number;
  /** Rows in which neither is missing. */
  rows: number;
} & (
  | { kind: 'numbers'; pearson: number | null; spearman: number | null }
  /** Two columns of levels: Cramér's V, from 0 to 1. */
  | { kind: 'levels'; cramersV: number | null }
  /** A number and levels: the correlation ratio η, from 0 to 1. */
  | { kind: 'mixed'; correlationRatio: number | null }
);

/** How the numbers of a column lie. */
export interface NumberSpread {
  column: string;
  /** At 1, 5, 25, 50, 75, 95 and 99 percent. */
  quantiles: number[];
  /** Values further from the middle half than one and a half times its width (Tukey's fences). */
  outliers: number;
  fences: { low: number; high: number };
}

export interface Associations {
  columns: string[];
  pairs: Association[];
  spreads: NumberSpread[];
  /** Rows that were looked at, evenly spaced, and whether these are all. */
  rows: number;
  wholeRows: boolean;
  /** Whether every column that can be measured was. */
  wholeColumns: boolean;
}

/** From this on two columns say nearly the same. */
export const sameFrom = 0.9;

/** How strongly two columns go together, from 0 to 1; null where no measure is defined. */
export function strengthOf(pair: Association): number | null {
  switch (pair.kind) {
    case 'numbers': {
      const known = [pair.pearson, pair.spearman].filter((value) => value !== null);
      return known.length === 0 ? null : Math.max(...known.map(Math.abs));
    }
    case 'levels':
      return pair.cramersV;
    case 'mixed':
      return pair.correlationRatio;
  }
}
