// Coefficients as a statistician reads them: per unit of the original column, with standard error, test, 95 % interval and ratio.
import type { Estimates } from '../../../../contract/model/explanation';
import type { FittedPreprocessing } from '../../../../contract/model/run';
import { normal95, normalTail } from '../../../../domain/estimates/normal';
import { studentQuantile, studentTwoTails } from '../../../../domain/estimates/student';
import { outputNames, termNames } from '../terms';
import { columnScales, originalParameters } from './original-scale';
import type { NoErrors, StandardErrors } from './standard-errors';

/** What a fit says of its standard errors: why there are none, or how they are read and what they leave out. */
export type Inference = { kind: 'squared' | 'huber' | 'poisson' | 'classes' } & (
  { absent: NoErrors } | ({ cautions: string[] } & Omit<StandardErrors, 'errors'>)
);

/** Coefficients [width + 1, outputs] of encoded columns, with the standard errors of the original ones. */
export interface Fitted {
  parameters: Float64Array;
  errors: Float64Array | null;
  outputs: number;
}

/** The table of a model's coefficients, in the order of the columns; intercepts last. */
export function estimatesOf(
  preprocessing: FittedPreprocessing,
  { parameters, errors, outputs }: Fitted,
  inference: Inference | null,
): Omit<Estimates, 'penalty'> & { outputs: string[] } {
  const width = parameters.length / outputs - 1;
  const { target } = preprocessing;
  const scaled = target.kind === 'number' && inference?.kind !== 'poisson' ? target : { shift: 0, scale: 1 };
  const values = originalParameters(parameters, outputs, columnScales(preprocessing, width), scaled);
  const names = termNames(preprocessing, width);
  const known = inference && !('absent' in inference) ? inference : null;
  const test = known ? testOf(known) : null;
  const rows = Array.from(values, (value, at) => {
    const error = errors?.[at] ?? NaN;
    const name = names[Math.floor(at / outputs)];
    const place = { name: name ?? '', output: at % outputs, isIntercept: name === undefined };
    if (!test || !(error > 0))
      return { ...place, value, error: null, statistic: null, p: null, low: null, high: null };
    const statistic = value / error;
    const half = test.quantile * error;
    return {
      ...{ ...place, value, error, statistic, p: test.twoTails(Math.abs(statistic)) },
      ...{ low: value - half, high: value + half },
    };
  });
  const ratio = target.kind === 'classes' ? 'odds' : inference?.kind === 'poisson' ? 'rate' : null;
  return {
    outputs: outputNames(preprocessing, outputs),
    rows,
    ratio,
    distribution: known?.distribution ?? null,
    freedom: known?.freedom ?? null,
    dispersion: known?.dispersion ?? null,
    cautions: known?.cautions ?? [],
    absent: inference === null ? 'earlier' : 'absent' in inference ? inference.absent : null,
  };
}

interface Test {
  quantile: number;
  twoTails(statistic: number): number;
}

function testOf({ distribution, freedom }: Pick<StandardErrors, 'distribution' | 'freedom'>): Test {
  if (distribution === 'z' || freedom === null)
    return { quantile: normal95, twoTails: (z) => 2 * normalTail(z) };
  return {
    quantile: studentQuantile(0.05, freedom),
    twoTails: (t) => studentTwoTails(t, freedom),
  };
}
