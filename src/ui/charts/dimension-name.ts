// The five dimensions of E in the reader's language.
import type { Dimension } from '../../contract/project/project';
import { m } from '../../i18n/paraglide/messages.js';

const names: Record<Dimension, () => string> = {
  architecture: m.dimension_architecture,
  data: m.dimension_data,
  model: m.dimension_model,
  deployment: m.dimension_deployment,
  team: m.dimension_team,
};

/** The dimension's name in the current language. */
export const dimensionName = (dimension: Dimension): string => names[dimension]();
