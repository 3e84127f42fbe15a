// A step of a dataset version's lineage in words. They are found by the step's id, so that a new step brings its message and
// nothing else is edited: `data_step_<id>`, or `data_step_<id>_<kind>` where a parameter comes in kinds.
import type { TransformStep } from '../contract/data/transform';
import { formatNumber } from './format';
import { keyedMessages, type KeyedMessage } from './keyed-messages';

const message = keyedMessages(
  import.meta.glob<Record<string, KeyedMessage>>('./paraglide/messages/data_step_*.js', { eager: true }),
);

/** What a message says of a parameter. */
function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.map(valueText).join(', ');
  return typeof value === 'number' ? formatNumber(value) : String(value);
}

/** Parameters as a message takes them; those of one that comes in kinds stand beside the others. */
function inputsOf(params: object): { inputs: Record<string, string>; kinds: string[] } {
  const inputs: Record<string, string> = {};
  const kinds: string[] = [];
  for (const [name, value] of Object.entries(params) as [string, unknown][]) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      inputs[name] = valueText(value);
      continue;
    }
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
