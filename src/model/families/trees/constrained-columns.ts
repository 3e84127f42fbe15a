// Which encoded columns the constraints of the settings mean; they name columns of the table. A name that is no feature constrains nothing.
import { encodedNames, type FittedFeature } from '../../../contract/data/fitted-features';
import type { FittedPreprocessing } from '../../../contract/model/run';
import { HearthError } from '../../../contract/transport/fault';
import type { GrowthConstraints } from './grow/constraints';
import type { TreeSettings } from './settings';

type Named = Pick<TreeSettings, 'increasing' | 'decreasing' | 'interactions'>;

/** Kinds of features whose first encoded column rises with the value. */
const rising: readonly FittedFeature['kind'][] = ['raw', 'number', 'log', 'quantiles'];

/** Throws `recipe_invalid` where a column that is no number is to be monotone, or one is to rise and to fall. */
export function constraintsOf(
  { increasing, decreasing, interactions }: Named,
  { features }: Pick<FittedPreprocessing, 'features'>,
): GrowthConstraints {
  const sets = Object.values(interactions).filter((set) => set.length > 0);
  let width = 0;
  const places = new Map<string, number[]>();
  for (const feature of features) {
    const encoded = encodedNames(feature).map((_, at) => width + at);
    places.set(feature.column, encoded);
    width += encoded.length;
  }
  const monotone = new Int8Array(width);
  for (const [field, names, direction] of [
    ['increasing', increasing, 1],
    ['decreasing', decreasing, -1],
  ] as const)
    for (const name of names) {
      const feature = features.find(({ column }) => column === name);
      if (!feature) continue;
      const place = places.get(name)![0]!;
      if (!rising.includes(feature.kind) || monotone[place] === -direction)
        throw new HearthError('recipe_invalid', { field: `model.settings.${field}`, column: name });
      monotone[place] = direction;
    }
  return {
    monotone: monotone.some((direction) => direction !== 0) ? monotone : null,
    interactions: sets.length === 0 ? null : setsOf(sets, places),
  };
}

/** Sets of encoded columns; a feature that is in none has one of its own, since it may be encoded into several columns. */
function setsOf(sets: readonly (readonly string[])[], places: ReadonlyMap<string, number[]>): number[][] {
  const named = new Set(sets.flat());
  const alone = [...places.keys()].filter((name) => !named.has(name)).map((name) => [name]);
  return [...sets, ...alone].map((set) => [...new Set(set)].flatMap((name) => places.get(name) ?? []));
}
