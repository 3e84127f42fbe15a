// In which fields recipes differ. Not for wording: the components name the fields.
import { layerDefinition } from '../../../../contract/model/layers/registry';
import type { LayerSpec, Recipe } from '../../../../contract/model/recipe';
import { canonicalJson } from '../../../../domain/hashing/canonical';

/** One field that is not the same everywhere; `values` in the order of the recipes, null where a recipe has no such field. */
export interface FieldDifference {
  /** Path such as `optimizer.learningRate`; layers are compared as one. */
  field: string;
  values: (string | null)[];
}

/** Fields that follow from others: a dataset's id changes with its hash, the number of which is shown elsewhere. */
const skipped = new Set(['format', 'dataset.id']);

/** The fields in which at least one recipe differs, in the recipe's own order. */
export function diffRecipes(recipes: readonly Recipe[]): FieldDifference[] {
  const flat = recipes.map((recipe) => flatten(recipe));
  const fields = [...new Set(flat.flatMap((fields) => [...fields.keys()]))];
  return fields
    .filter((field) => !skipped.has(field))
    .map((field) => ({ field, values: flat.map((fields) => fields.get(field) ?? null) }))
    .filter(({ values }) => new Set(values).size > 1);
}

function flatten(recipe: Recipe): Map<string, string> {
  const fields = new Map<string, string>();
  const layers = 'layers' in recipe.model ? recipe.model.layers : null;
  const visit = (value: unknown, path: string) => {
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
      for (const [key, inner] of Object.entries(value)) visit(inner, path === '' ? key : `${path}.${key}`);
    } else fields.set(path, path === 'model.layers' && layers ? layersText(layers) : plain(value));
  };
  visit(recipe, '');
  return fields;
}

function plain(value: unknown): string {
  if (typeof value === 'string') return value;
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
    ? value.join(', ')
    : canonicalJson(value);
}

/** Layers in one short line, such as `conv2d 32×3 · maxPool2d 2 · flatten · dense 128 · dropout 0.5`. */
export function layersText(layers: readonly LayerSpec[]): string {
  const words = layers.map((layer) => layerDefinition(layer.kind).summary?.(layer) ?? layer.kind);
  return words.length > 0 ? words.join(' · ') : '–';
}

/** The sizes of the layers that learn, such as `64–32`; empty for a linear model. */
export function sizesText(layers: readonly LayerSpec[]): string {
  const sizes = layers.flatMap((layer) => layerDefinition(layer.kind).width?.(layer) ?? []);
  return sizes.join('–');
}
