// A step of a dataset version's lineage in words. They are found by the step's id, so that a new step brings its message and
// nothing else is edited: `data_step_<id>`, or `data_step_<id>_<kind>` where a parameter comes in kinds.
import type { TransformStep } from '../contract/data/transform';
import type { Aggregate } from '../contract/data/steps/table-steps';
import { formatNumber, formatPercent } from './format';
import { keyedMessages, type KeyedMessage } from './keyed-messages';
import { m } from './paraglide/messages.js';

const message = keyedMessages(
  import.meta.glob<Record<string, KeyedMessage>>('./paraglide/messages/data_step_*.js', { eager: true }),
);

const aggregates: Record<Aggregate, () => string> = {
  count: m.data_aggregate_count,
  distinct: m.data_aggregate_distinct,
  sum: m.data_aggregate_sum,
  mean: m.data_aggregate_mean,
  median: m.data_aggregate_median,
  min: m.data_aggregate_min,
  max: m.data_aggregate_max,
  sd: m.data_aggregate_sd,
  first: m.data_aggregate_first,
  last: m.data_aggregate_last,
  mode: m.data_aggregate_mode,
};

/** What an aggregate is called. */
export const aggregateName = (of: Aggregate): string => aggregates[of]();

/** An item of a list: a column with its order, or its aggregate. */
function itemText(item: Record<string, unknown>): string {
  const { column, order, of } = item;
  if (order !== undefined) return `${String(column)} ${order === 'descending' ? '↓' : '↑'}`;
  const name = column === null ? m.data_do_rows_of() : String(column);
  return of === undefined ? '' : `${aggregateName(of as Aggregate)} (${name})`;
}

/** What a message says of a parameter. */
function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.map(valueText).join(', ');
  if (typeof value === 'object' && value !== null) return itemText(value as Record<string, unknown>);
  return typeof value === 'number' ? formatNumber(value) : String(value);
}

/** Parameters as a message takes them; those of one that comes in kinds stand beside the others. */
function inputsOf(params: object): { inputs: Record<string, string>; kinds: string[] } {
  const inputs: Record<string, string> = {};
  const kinds: string[] = [];
  for (const [name, value] of Object.entries(params) as [string, unknown][]) {
    if (name === 'share') {
      inputs[name] = formatPercent(Number(value));
      continue;
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      inputs[name] = valueText(value);
      continue;
    }
    if (name === 'learnt') continue;
    const { kind, ...rest } = value as Record<string, unknown>;
    if (typeof kind === 'string') kinds.push(kind);
    Object.assign(inputs, inputsOf(rest).inputs);
  }
  return { inputs, kinds };
}

/** The step in a line; null for one without words, as those that say where rows came from. */
export function stepText({ step, params }: TransformStep): string | null {
  if (step === 'described') return params.detail === '' ? params.kind : params.detail;
  const { inputs, kinds } = inputsOf(params);
  return message(['data_step', step, ...kinds].join('_'))?.(inputs) ?? null;
}
