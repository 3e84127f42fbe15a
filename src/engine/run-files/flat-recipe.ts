// A recipe as pairs of names and values, as tools that compare runs want it.
import type { Recipe } from '../../contract/model/recipe';

/**
 * The recipe's fields by dotted name, in its order: `optimizer.kind`, `model.layers.0.units`. A list of plain values is one value, as
 * JSON; an empty list or object too.
 */
export function flatRecipe(recipe: Recipe): [name: string, value: string][] {
  return flatten(recipe, '');
}

function flatten(value: unknown, name: string): [string, string][] {
  const isPlain = (each: unknown) => typeof each !== 'object' || each === null;
  if (value === undefined) return [];
  if (typeof value === 'string') return [[name, value]];
  if (isPlain(value) || (Array.isArray(value) && value.every(isPlain)))
    return [[name, JSON.stringify(value)]];
  const entries = Object.entries(value as object);
  if (entries.length === 0) return [[name, JSON.stringify(value)]];
  return entries.flatMap(([key, each]) => flatten(each, name === '' ? key : `${name}.${key}`));
}
