// What the fields of a model card are called.
import type { ComputedCard, WrittenCard } from '../../../../contract/release/card';
import { m } from '../../../../i18n/paraglide/messages.js';

/** Labels of the fields that people write. */
export const writtenLabels: Record<keyof WrittenCard, () => string> = {
  purpose: m.deploy_card_purpose,
  users: m.deploy_card_users,
  outOfScope: m.deploy_card_out_of_scope,
  limitations: m.deploy_card_limitations,
  ethics: m.deploy_card_ethics,
  contact: m.deploy_card_contact,
};

/** Labels of the fields that are computed. */
export const computedLabels: Record<keyof ComputedCard, () => string> = {
  trainingData: m.deploy_card_training_data,
  evaluationData: m.deploy_card_evaluation_data,
  metrics: m.deploy_card_metrics,
  factors: m.deploy_card_factors,
  findings: m.deploy_card_findings,
};
