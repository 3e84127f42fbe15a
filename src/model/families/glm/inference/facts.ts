// What a fit says of itself beside its coefficients: its penalty, how sure its coefficients are and what that supposes.
import type { JsonObject } from '../../../../contract/model/json';
import type { Recipe } from '../../../../contract/model/recipe';
import type { FittedPreprocessing } from '../../../../contract/model/run';
import { taskNamed } from '../../../../domain/tasks/registry';
import type { FamilyJob } from '../../numerics';
import type { GlmSettings } from '../family';
import type { Objective } from '../objective';
import type { Solution } from '../solvers/solve';
import { estimatesOf, type Inference } from './estimates';
import { columnScales } from './original-scale';
import { standardErrors } from './standard-errors';

/** How the strength of a penalty was chosen: by folds of the training rows or by the validation rows, with the mean loss of each tried. */
export interface Chosen {
  by: 'folds' | 'validation';
  strength: number;
  /** What was tried, in order, with its mean loss; null where that was not finite. */
  tried: number[];
  losses: (number | null)[];
}

/** What the facts are drawn from. */
export interface FactsInput {
  job: Pick<FamilyJob, 'recipe' | 'classWeights' | 'fitted'>;
  settings: GlmSettings;
  /** [width + 1, outputs] of encoded columns. */
  coefficients: Float64Array;
  chosen: Chosen | null;
}

/** Terms that the record itself names, for the model card. */
const strongestKept = 5;

/** The loss that a recipe asks for. */
export function lossKind(
  { task }: Pick<Recipe, 'task'>,
  { loss }: Pick<GlmSettings, 'loss'>,
): Inference['kind'] {
  return taskNamed(task).target.learns === 'number' ? loss : 'classes';
}

/** Standard errors on the original scale, null where there are none, and the facts of the artifact. */
export async function factsOf(
  objective: Objective,
  { parameters, converged }: Pick<Solution, 'parameters' | 'converged'>,
  { job: { recipe, classWeights, fitted }, settings, coefficients, chosen }: FactsInput,
): Promise<{ errors: Float64Array<ArrayBuffer> | null; facts: JsonObject }> {
  const kind = lossKind(recipe, settings);
  const target = fitted?.target.kind === 'number' && kind !== 'poisson' ? fitted.target : null;
  const found = converged
    ? await standardErrors(objective, parameters, {
        kind,
        epsilon: settings.epsilon,
        scales: columnScales(fitted ?? { features: [] }, objective.means.length),
        targetScale: target?.scale ?? 1,
      })
    : 'unconverged';
  const { l1, l2 } = objective.penalty;
  const { split, preprocessing } = recipe;
  const cautions = [
    ...(l2 > 0 ? ['penalty'] : []),
    ...(classWeights || preprocessing.balance === 'oversampling' ? ['weights'] : []),
    ...(split.kind === 'grouped' ? ['groups'] : []),
    ...(split.kind === 'time' ? ['time'] : []),
  ];
  const inference: Inference =
    typeof found === 'string'
      ? { kind, absent: found }
      : {
          ...{ kind, cautions, distribution: found.distribution },
          ...{ freedom: found.freedom, dispersion: found.dispersion },
        };
  const errors = typeof found === 'string' ? null : found.errors;
  return {
    errors,
    facts: {
      ...{ l1, l2, inference: { ...inference } },
      ...(chosen ? { chosen: { ...chosen } } : {}),
      ...(fitted ? { strongest: strongestOf(fitted, coefficients, errors, inference) } : {}),
    },
  };
}

/** The terms that are farthest from 0 by their standard errors, field by field; none where there are no errors. */
function strongestOf(
  fitted: FittedPreprocessing,
  coefficients: Float64Array,
  errors: Float64Array<ArrayBuffer> | null,
  inference: Inference,
): Record<string, (string | number | null)[]> {
  const outputs = coefficients.length / (columnCount(fitted) + 1);
  const { rows, ...estimates } = estimatesOf(
    fitted,
    { parameters: coefficients, errors, outputs },
    inference,
  );
  const strongest = rows
    .filter(({ isIntercept, statistic }) => !isIntercept && statistic !== null)
    .sort((a, b) => Math.abs(b.statistic!) - Math.abs(a.statistic!))
    .slice(0, strongestKept);
  return {
    names: strongest.map(({ name }) => name),
    outputs: strongest.map(({ output }) => estimates.outputs[output] ?? ''),
    values: strongest.map(({ value }) => value),
    lows: strongest.map(({ low }) => low),
    highs: strongest.map(({ high }) => high),
  };
}

function columnCount({ inputShape }: FittedPreprocessing): number {
  return inputShape.reduce((product, side) => product * side, 1);
}
