// The catalogue of indicators, version 3: what E is made of, with fixed goalposts, derived from the lists in indicators/. Measuring is in
// measure.ts, words for people in the messages. A change of any goalpost needs a new version, since old snapshots are compared with new ones.
import { dimensions, type Dimension } from '../../contract/project/project';
import type { Indicator, IndicatorDefinition } from './indicator';
import { architectureIndicators } from './indicators/architecture';
import { dataIndicators } from './indicators/data';
import { deploymentIndicators } from './indicators/deployment';
import { modelIndicators } from './indicators/model';
import { teamIndicators } from './indicators/team';

export type { Indicator } from './indicator';

/** Version of this catalogue, kept with every reading. */
export const catalogueVersion = 3;

const lists: Record<Dimension, readonly IndicatorDefinition[]> = {
  architecture: architectureIndicators,
  data: dataIndicators,
  model: modelIndicators,
  deployment: deploymentIndicators,
  team: teamIndicators,
};

/** Definitions by id, with their measures. */
export const definitionOf: ReadonlyMap<string, IndicatorDefinition> = new Map(
  dimensions.flatMap((dimension) => lists[dimension].map((definition) => [definition.id, definition])),
);

/** Every indicator, in the order in which it is shown. */
export const catalogue: readonly Indicator[] = dimensions.flatMap((dimension) =>
  lists[dimension].map(({ id, formula, norm, source, after, step, due, measure }) => ({
    ...{ id, dimension, component: id.slice(0, 2), formula, norm, source, after, step, due },
    attainable: measure !== undefined || source === 'H',
  })),
);

/** Indicators by id. */
export const indicatorOf: ReadonlyMap<string, Indicator> = new Map(
  catalogue.map((indicator) => [indicator.id, indicator]),
);
