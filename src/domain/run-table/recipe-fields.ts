// A recipe's fields by their paths, each with one plain value: what is compared, listed and filtered by.
import type { FieldValue } from '../../contract/model/runs/run-fields';
import { layerDefinition } from '../../contract/model/layers/registry';
import type { LayerSpec, Recipe } from '../../contract/model/recipe';
import { canonicalJson } from '../hashing/canonical';

/** Fields that follow from others: a dataset's id changes with its hash. */
const skipped = new Set(['format', 'dataset.id']);

/** Path such as `optimizer.learningRate` to its value, in the recipe's own order; layers are one line of text. */
export function recipeFields(recipe: Recipe): Map<string, FieldValue> {
  const fields = new Map<string, FieldValue>();
  const layers = 'layers' in recipe.model ? recipe.model.layers : null;
  const visit = (value: unknown, path: string) => {
    if (skipped.has(path)) return;
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
      for (const [key, inner] of Object.entries(value)) visit(inner, path === '' ? key : `${path}.${key}`);
    } else fields.set(path, path === 'model.layers' && layers ? layersText(layers) : plain(value));
  };
  visit(recipe, '');
  return fields;
}

function plain(value: unknown): FieldValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
    ? value.join(', ')
    : canonicalJson(value);
}

/** Layers in one short line, such as `conv2d 32×3 · maxPool2d 2 · flatten · dense 128 · dropout 0.5`. */
export function layersText(layers: readonly LayerSpec[]): string {
  const words = layers.map((layer) => layerDefinition(layer.kind).summary?.(layer) ?? layer.kind);
  return words.length > 0 ? words.join(' · ') : '–';
}
