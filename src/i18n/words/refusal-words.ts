// Why a model of another program was not taken in, and what to do: one entry a reason, so that one without words does not compile.
import { modelRefusals, type ModelRefusal } from '../../contract/transport/model-refusals';
import type { Fault } from '../../contract/transport/fault';
import { formatBytes, formatNumber } from '../format';
import { m } from '../paraglide/messages.js';

type Words = { what: (inputs: { value: string }) => string; remedy: () => string };

const words: Record<ModelRefusal, Words> = {
  damaged: { what: m.fault_model_damaged, remedy: m.fault_model_damaged_remedy },
  binary: { what: m.fault_model_binary, remedy: m.fault_model_binary_remedy },
  foreign: { what: m.fault_model_foreign, remedy: m.fault_model_foreign_remedy },
  large: { what: m.fault_model_large, remedy: m.fault_model_large_remedy },
  booster: { what: m.fault_model_booster, remedy: m.fault_model_booster_remedy },
  objective: { what: m.fault_model_objective, remedy: m.fault_model_objective_remedy },
  targets: { what: m.fault_model_targets, remedy: m.fault_model_targets_remedy },
  unnamed: { what: m.fault_model_unnamed, remedy: m.fault_model_unnamed_remedy },
  codes: { what: m.fault_model_codes, remedy: m.fault_model_codes_remedy },
  levels: { what: m.fault_model_levels, remedy: m.fault_model_levels_remedy },
  missing: { what: m.fault_model_missing, remedy: m.fault_model_missing_remedy },
  needs_number: { what: m.fault_model_needs_number, remedy: m.fault_model_needs_number_remedy },
  needs_category: { what: m.fault_model_needs_category, remedy: m.fault_model_needs_category_remedy },
  classes: { what: m.fault_model_classes, remedy: m.fault_model_classes_remedy },
  number: { what: m.fault_model_number, remedy: m.fault_model_number_remedy },
  target: { what: m.fault_model_target, remedy: m.fault_model_target_remedy },
};

/** The words of a refusal; null of any other fault. */
export function refusalWords({
  params: { refused, value = '' },
}: Fault): { what: string; remedy: string } | null {
  const reason = modelRefusals.find((each) => each === refused);
  if (!reason) return null;
  const number = reason === 'large' ? formatBytes : formatNumber;
  const { what, remedy } = words[reason];
  return { what: what({ value: typeof value === 'number' ? number(value) : value }), remedy: remedy() };
}
