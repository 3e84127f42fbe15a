// The seven steps by name.
import type { Step } from '../../../contract/project/project';
import { m } from '../../../i18n/paraglide/messages.js';

/** In the current language. */
export const stepNames: Record<Step, () => string> = {
  goals: m.shell_step_goals,
  architecture: m.shell_step_architecture,
  data: m.shell_step_data,
  model: m.shell_step_model,
  deploy: m.shell_step_deploy,
  team: m.shell_step_team,
  evaluate: m.shell_step_evaluate,
};
