// Steps that put a column right with one click, from what its profile says.
import { columnTypes } from '../../../../contract/data/column-types';
import type { Column, ColumnProfile } from '../../../../contract/data/dataset';
import { stepOf, type StepOf, type TransformId } from '../../../../contract/data/transform';
import { formatNumber } from '../../../../i18n/format';
import { m } from '../../../../i18n/paraglide/messages.js';

/** A step that is offered, with how much it would change. */
export interface OfferedStep {
  label: string;
  hint?: string;
  step: StepOf<TransformId>;
}

const cells = (count: number): string => m.data_cells({ count, shown: formatNumber(count) });
const nameOf = (column: string): string => `[${column.replaceAll(']', ']]')}]`;

function numberSteps({ name: column }: Column, profile: ColumnProfile): OfferedStep[] {
  const { number, missing, suspect } = profile;
  if (!number) return [];
  const [low, high] = [number.histogram.edges[0], number.histogram.edges.at(-1)];
  const text = (value: number) => formatNumber(value, { max: 4 });
  const steps: OfferedStep[] = [];
  if (suspect)
    steps.push({
      label: m.data_treat_unknown({ value: text(suspect.value) }),
      hint: cells(suspect.count),
      step: stepOf('set-missing', { column, values: [suspect.value] }),
    });
  if (missing > 0)
    steps.push({
      label: m.data_treat_fill({ value: text(number.median) }),
      hint: cells(missing),
      step: stepOf('fill-missing', { column, value: number.median }),
    });
  if (low !== undefined && high !== undefined && (number.min < low || number.max > high))
    steps.push({
      label: m.data_treat_clip({ low: text(low), high: text(high) }),
      step: stepOf('clip-values', { column, to: { kind: 'between', low, high } }),
    });
  if (number.min > -1 && number.max > number.min)
    steps.push({
      label: m.data_treat_log(),
      step: stepOf('derive-column', { column, expression: `log1p(${nameOf(column)})` }),
    });
  return steps;
}

function textSteps({ name: column, type }: Column, { missing, top }: ColumnProfile): OfferedStep[] {
  const [first] = top;
  const fill: OfferedStep[] =
    missing > 0 && first && type === 'category'
      ? [
          {
            label: m.data_treat_fill({ value: first.value }),
            hint: cells(missing),
            step: stepOf('fill-missing', { column, value: first.value }),
          },
        ]
      : [];
  return [
    ...fill,
    { label: m.data_do_tidy_blanks(), step: stepOf('tidy-text', { column, how: { kind: 'blanks' } }) },
    { label: m.data_do_tidy_lower(), step: stepOf('tidy-text', { column, how: { kind: 'lower' } }) },
  ];
}

/** What a column's values may be made with one click, the most pressing first. */
export function treatmentSteps(column: Column, profile: ColumnProfile | null): OfferedStep[] {
  if (!profile) return [];
  const { display } = columnTypes[column.type];
  const own = display === 'number' ? numberSteps(column, profile) : [];
  const texts = display === 'choice' || display === 'text' ? textSteps(column, profile) : [];
  const present: OfferedStep[] =
    profile.missing > 0 && display !== 'image' && display !== 'audio'
      ? [
          {
            label: m.data_do_present(),
            hint: m.data_rows({ count: profile.missing, shown: formatNumber(profile.missing) }),
            step: stepOf('filter-rows', { column: column.name, keep: { kind: 'present' } }),
          },
        ]
      : [];
  return [...own, ...texts, ...present];
}
