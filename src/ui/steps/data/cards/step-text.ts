// A step of a dataset version's lineage in words.
import type { RowRule, StepId, StepParams, TransformStep } from '../../../../contract/data/transform';
import { formatNumber } from '../../../../i18n/format';
import { m } from '../../../../i18n/paraglide/messages.js';

const value = (given: string | number): string => (typeof given === 'number' ? formatNumber(given) : given);

function ruleText(column: string, rule: RowRule): string {
  switch (rule.kind) {
    case 'present':
      return m.data_step_filter_rows_present({ column });
    case 'equals':
      return m.data_step_filter_rows_equals({ column, value: value(rule.value) });
    case 'between':
      return m.data_step_filter_rows_between({ column, low: value(rule.low), high: value(rule.high) });
  }
}

/** Null for steps that the card tells otherwise: how the rows came in is its first line. */
const words: { [S in StepId]: (params: StepParams<S>) => string | null } = {
  import: () => null,
  scenario: () => null,
  described: ({ kind, detail }) => (detail === '' ? kind : detail),
  'drop-columns': ({ columns }) => m.data_step_drop_columns({ columns: columns.join(', ') }),
  'filter-rows': ({ column, keep }) => ruleText(column, keep),
};

/** The step in a line, or null where the card has told it already. */
export function stepText({ step, params }: TransformStep): string | null {
  const say = words[step] as (given: typeof params) => string | null;
  return say(params);
}
