// In which fields recipes differ. Not for wording: the components name the fields.
import type { FieldValue } from '../../../../contract/model/runs/run-fields';
import { layerDefinition } from '../../../../contract/model/layers/registry';
import type { LayerSpec, Recipe } from '../../../../contract/model/recipe';
import { recipeFields } from '../../../../domain/run-table/recipe-fields';

/** One field of some recipes; `values` in the order of the recipes, null where a recipe has no such field. */
export interface FieldDifference {
  /** Path such as `optimizer.learningRate`; layers are compared as one. */
  field: string;
  values: (string | null)[];
}

/** The fields in which at least one recipe differs, with `all` every field, in the recipe's own order. */
export function diffRecipes(recipes: readonly Recipe[], { all = false } = {}): FieldDifference[] {
  const flat = recipes.map((recipe) => recipeFields(recipe));
  const fields = [...new Set(flat.flatMap((fields) => [...fields.keys()]))];
  const written = (value: FieldValue | undefined) => (value === undefined ? null : String(value));
  return fields
    .map((field) => ({ field, values: flat.map((fields) => written(fields.get(field))) }))
    .filter(({ values }) => all || new Set(values).size > 1);
}

/** The sizes of the layers that learn, such as `64–32`; empty for a linear model. */
export function sizesText(layers: readonly LayerSpec[]): string {
  const sizes = layers.flatMap((layer) => layerDefinition(layer.kind).width?.(layer) ?? []);
  return sizes.join('–');
}
