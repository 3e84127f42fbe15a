// The step that mends what fails an expectation of a person's own.
import type { DatasetVersion } from '../../../../contract/data/dataset';
import type { OwnExpectation } from '../../../../contract/data/quality/own-expectation';
import { stepOf } from '../../../../contract/data/transform';
import { Pattern } from '../../../../domain/patterns/pattern';
import { m } from '../../../../i18n/paraglide/messages.js';
import { treatmentSteps } from '../columns/treatment-steps';
import type { Mend } from './mend-steps';

/** Most values that a step lists. */
const mostValues = 1000;

/** The step; null where a person has to decide more, as for texts that a pattern does not fit. */
export function mendOfOwn(
  { column: name, rule }: OwnExpectation,
  { columns, profiles }: Pick<DatasetVersion, 'columns' | 'profiles'>,
): Mend | null {
  const column = columns.find((each) => each.name === name);
  if (!column) return null;
  switch (rule.kind) {
    case 'range': {
      const { low, high } = rule;
      if (column.type === 'datetime') return null;
      const to =
        low !== null && high !== null
          ? { kind: 'between' as const, low, high }
          : low !== null
            ? { kind: 'least' as const, low }
            : { kind: 'most' as const, high: high ?? 0 };
      const step = stepOf('clip-values', { column: name, to });
      return { label: m.quality_mend_clip(), does: { kind: 'step', step } };
    }
    case 'set':
      return withoutLevels(name, column.categories, (level) => rule.values.includes(level));
    case 'pattern': {
      const pattern = new Pattern(rule.pattern);
      return withoutLevels(name, column.categories, (level) => pattern.matches(level));
    }
    case 'unique': {
      const step = stepOf('drop-duplicates', { by: { kind: 'some', columns: [name] } });
      return { label: m.quality_mend_repeats(), does: { kind: 'step', step } };
    }
    case 'present': {
      const profile = profiles.find((each) => each.name === name) ?? null;
      const fill = treatmentSteps(column, profile).find(({ step }) => step.step === 'fill-missing')?.step;
      const drop = stepOf('filter-rows', { column: name, keep: { kind: 'present' } });
      return fill
        ? { label: m.data_mend_fill({ column: name }), does: { kind: 'step', step: fill } }
        : { label: m.data_mend_drop(), does: { kind: 'step', step: drop } };
    }
  }
}

function withoutLevels(
  column: string,
  levels: readonly string[],
  isRight: (level: string) => boolean,
): Mend | null {
  const values = levels.filter((level) => !isRight(level));
  if (values.length === 0 || values.length > mostValues) return null;
  const step = stepOf('set-missing', { column, values });
  return { label: m.data_mend_missing(), does: { kind: 'step', step } };
}
