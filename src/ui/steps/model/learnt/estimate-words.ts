// What the table of coefficients says beside its figures: per unit of what, how far the errors hold, why there are none.
import type { Estimates, TermsExplanation } from '../../../../contract/model/explanation';
import { formatNumber, formatSignificant } from '../../../../i18n/format';
import { m } from '../../../../i18n/paraglide/messages.js';

/** Counts that vary this much more than Poisson's are told of. */
const overdispersed = 1.5;

const cautions: Record<string, (() => string) | undefined> = {
  penalty: m.model_estimates_caution_penalty,
  weights: m.model_estimates_caution_weights,
  groups: m.model_estimates_caution_groups,
  time: m.model_estimates_caution_time,
};
const absences: Record<string, (() => string) | undefined> = {
  l1: m.model_estimates_absent_l1,
  size: m.model_estimates_absent_size,
  unconverged: m.model_estimates_absent_unconverged,
  rows: m.model_estimates_absent_rows,
  earlier: m.model_estimates_absent_earlier,
};

/** What a coefficient of an output is. */
export function meaningOf({ outputs, estimates }: TermsExplanation, output: number): string {
  const name = outputs[output] ?? '';
  if (estimates?.ratio === 'rate') return m.model_estimates_of_rate({ output: name });
  if (estimates?.ratio !== 'odds') return m.model_estimates_of_number({ output: name });
  return outputs.length > 1
    ? m.model_estimates_of_classes({ output: name })
    : m.model_estimates_of_class({ output: name });
}

/** How far the standard errors hold, or why there are none; empty where they hold. */
export function remarksOn({ absent, cautions: given, dispersion }: Estimates): string[] {
  if (absent !== null) return [absences[absent]?.() ?? absent];
  return [
    ...given.map((caution) => cautions[caution]?.() ?? caution),
    ...(dispersion !== null && dispersion > overdispersed
      ? [m.model_estimates_dispersion({ ratio: formatNumber(dispersion, { max: 1 }) })]
      : []),
  ];
}

/** What stands beside the figures without limiting them: the penalty, and what a dash means. */
export function notesOn({ penalty, absent, rows }: Estimates): string[] {
  const hasDash = absent === null && rows.some(({ error }) => error === null);
  return [
    ...(penalty && penalty.l1 + penalty.l2 > 0 ? [penaltyWords(penalty)] : []),
    ...(hasDash ? [m.model_estimates_dependent()] : []),
  ];
}

function penaltyWords({ l1, l2, chosenBy }: NonNullable<Estimates['penalty']>): string {
  const said = { l1: formatSignificant(l1, 3), l2: formatSignificant(l2, 3) };
  if (chosenBy === 'folds') return m.model_estimates_penalty_folds(said);
  return chosenBy === 'validation'
    ? m.model_estimates_penalty_validation(said)
    : m.model_estimates_penalty(said);
}
