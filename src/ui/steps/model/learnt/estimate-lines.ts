// The lines of the table of coefficients: what stands in each, and their order. Not for words.
import type { Estimate, TermsExplanation } from '../../../../contract/model/explanation';

/** One line: a coefficient beside the weight of its encoded column, which sizes are compared by. */
export interface EstimateLine extends Estimate {
  /** Per unit of the encoded column. */
  weight: number;
  /** exp(coefficient), where that is a ratio. */
  ratio: number | null;
}

/** What the table sorts by; `rank` is the order that it comes in. */
export type EstimateKey = 'name' | 'value' | 'error' | 'statistic' | 'p' | 'ratio' | 'weight';

/** The coefficients of one output, those farthest from 0 first: by their errors where these are known, else by their weights. */
export function estimateLines(
  { estimates, terms, intercepts }: TermsExplanation,
  output: number,
): { lines: EstimateLine[]; intercept: EstimateLine | null } {
  if (!estimates) return { lines: [], intercept: null };
  const weights = new Map(terms.map(({ name, weights: each }) => [name, each[output] ?? 0]));
  const all = estimates.rows
    .filter((row) => row.output === output)
    .map((row) => ({
      ...row,
      weight: row.isIntercept ? (intercepts[output] ?? 0) : (weights.get(row.name) ?? 0),
      ratio: estimates.ratio === null ? null : Math.exp(row.value),
    }));
  const lines = all.filter(({ isIntercept }) => !isIntercept);
  const key = estimates.distribution === null ? 'weight' : 'statistic';
  return {
    lines: sortedEstimates(lines, key, true),
    intercept: all.find(({ isIntercept }) => isIntercept) ?? null,
  };
}

/** Lines in the order of a column: names as people sort them, signed figures by their size. What is not known comes last. */
export function sortedEstimates(
  lines: readonly EstimateLine[],
  key: EstimateKey,
  isDescending: boolean,
): EstimateLine[] {
  const turn = isDescending ? -1 : 1;
  if (key === 'name') return lines.toSorted((a, b) => turn * a.name.localeCompare(b.name));
  const sizeOf = (line: EstimateLine) => {
    const value = line[key];
    if (value === null || key === 'ratio' || key === 'p') return value;
    return Math.abs(value);
  };
  return lines.toSorted((a, b) => {
    const [one, other] = [sizeOf(a), sizeOf(b)];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    return turn * (one - other);
  });
}
