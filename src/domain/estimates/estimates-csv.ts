// The table of coefficients as a CSV, for a spreadsheet or a paper: full digits, empty where nothing is known.
import type { Estimate, Estimates } from '../../contract/model/explanation';

const head = 'term,output,coefficient,standard_error,statistic,p_value,ci95_low,ci95_high';

/** One line a coefficient, RFC 4180; the ratio and its interval where the model has one. */
export function estimatesCsv({
  rows,
  outputs,
  ratio,
}: Pick<Estimates, 'rows' | 'ratio'> & { outputs: readonly string[] }): string {
  const name = ratio === null ? '' : `,${ratio}_ratio,${ratio}_ratio_low,${ratio}_ratio_high`;
  const exponents = ({ value, low, high }: Estimate) =>
    ratio === null ? [] : [value, low, high].map((each) => (each === null ? null : Math.exp(each)));
  const lines = rows.map((row) =>
    [
      quoted(row.isIntercept ? 'intercept' : row.name),
      quoted(outputs[row.output] ?? ''),
      ...[row.value, row.error, row.statistic, row.p, row.low, row.high, ...exponents(row)].map(written),
    ].join(','),
  );
  return [head + name, ...lines, ''].join('\r\n');
}

const written = (value: number | null): string => (value === null ? '' : String(value));

/** A name that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, CSV injection). */
function quoted(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
