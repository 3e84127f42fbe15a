// How a run's steps were carried out, in words.
import type { StepPath } from '../../../../contract/model/run';
import { formatNumber } from '../../../../i18n/format';
import { m } from '../../../../i18n/paraglide/messages.js';

/** What a run's record says of its path, and why it took no other. */
export function stepPathWords(path: StepPath): { value: string; hint?: string } {
  if (path.kind === 'compiled') return { value: m.model_path_compiled(), ...halfWords(path.half) };
  return { value: m.model_path_operations(), hint: reasonWords(path) };
}

/** How far a run that allowed half precision made use of it. */
function halfWords(half: Extract<StepPath, { kind: 'compiled' }>['half']): { hint?: string } {
  if (half === undefined) return {};
  if (half === null) return { hint: m.model_path_no_half() };
  const count = Object.keys(half).length;
  return {
    hint: count === 0 ? m.model_path_half_slower() : m.model_path_half({ count: formatNumber(count) }),
  };
}

function reasonWords({ reason, detail = '' }: Extract<StepPath, { kind: 'operations' }>): string {
  switch (reason) {
    case 'backend':
      return m.model_path_backend();
    case 'parts':
      return m.model_path_parts();
    case 'layer':
      return m.model_path_layer({ layer: detail.toUpperCase() });
    case 'self-test':
      return m.model_path_self_test({ detail });
    case 'refused':
      return m.model_path_refused({ detail });
  }
}
