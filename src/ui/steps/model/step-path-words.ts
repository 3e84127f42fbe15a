// How a run's steps were carried out, in words.
import type { StepPath } from '../../../contract/run';
import { m } from '../../../i18n/paraglide/messages.js';

/** What a run's record says of its path, and why it took no other. */
export function stepPathWords(path: StepPath): { value: string; hint?: string } {
  if (path.kind === 'compiled') return { value: m.model_path_compiled() };
  return { value: m.model_path_operations(), hint: reasonWords(path) };
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
