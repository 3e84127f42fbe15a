// The settings of a layer as a form shows them: each knows its label, its bounds and the layer that a change gives.
import { layerDefinition, type LayerSpec } from '../../../../contract/model/layers/registry';
import type { Setting } from '../../../../contract/model/setting';
import { isJoin, type JoinSpec } from '../../../../domain/shapes';
import { netWord, settingLabel } from '../../../../i18n/net-words';
import { m } from '../../../../i18n/paraglide/messages.js';
import { joinChoices, type KnownShapes } from './layer-edits';
import { choiceName, layerName } from '../names';

/** One setting. `set` gives the changed layer, or null where the text means none. */
export type LayerField = { key: string; label: string; hint?: string } & (
  | {
      kind: 'number';
      value: number;
      min: number;
      max: number;
      step: number;
      set: (value: number) => LayerSpec;
    }
  | {
      kind: 'choice';
      value: string;
      options: { value: string; label: string; disabled?: boolean }[];
      set: (value: string) => LayerSpec;
    }
  | { kind: 'switch'; value: boolean; set: (value: boolean) => LayerSpec }
  | { kind: 'text'; value: string; set: (value: string) => LayerSpec | null }
);

/** Where a layer stands: its place, all layers, and the shapes known, the net's input first. */
export interface LayerPlace {
  index: number;
  layers: readonly LayerSpec[];
  shapes: KnownShapes;
}

/** Sides such as `28 × 28 × 1`, between any signs that are no digits; null where that is no shape. */
export function parseShape(text: string): number[] | null {
  const sides = text
    .split(/[^\d]+/)
    .filter(Boolean)
    .map(Number);
  const fits = sides.length >= 1 && sides.length <= 4 && sides.every((side) => side >= 1 && side <= 65536);
  return fits ? sides : null;
}

/** The settings of a layer, in the order of the form; none for a kind without settings. */
export function layerFields(layer: LayerSpec, place: LayerPlace): LayerField[] {
  const { settings } = layerDefinition(layer.kind);
  return Object.entries(settings).map(([name, setting]) => fieldOf(layer, name, setting, place));
}

function fieldOf(layer: LayerSpec, key: string, setting: Setting, place: LayerPlace): LayerField {
  const value = (layer as Record<string, unknown>)[key];
  const hint = netWord('layer', key, 'hint');
  const base = { key, label: settingLabel('layer', key, setting), ...(hint === null ? {} : { hint }) };
  // A value of the setting's own type: the recipe's schema was derived from the same setting.
  const set = (changed: unknown): LayerSpec => ({ ...layer, [key]: changed }) as LayerSpec;
  const { field } = setting;
  switch (field.kind) {
    case 'number': {
      const { min, max, whole, step = whole ? 1 : 0.01, leftOut } = field;
      return {
        ...base,
        kind: 'number',
        min,
        max,
        step,
        value: typeof value === 'number' ? value : (leftOut ?? min),
        set: (changed) => (changed === leftOut ? without(layer, key) : set(changed)),
      };
    }
    case 'choice':
      return {
        ...base,
        kind: 'choice',
        value: String(value),
        options: field.choices.map((name) => ({ value: name, label: choiceName(name) })),
        set: (changed) => set(field.choices.includes(changed) ? changed : value),
      };
    case 'switch':
      return { ...base, kind: 'switch', value: value === true, set };
    case 'shape':
      return {
        ...base,
        kind: 'text',
        value: Array.isArray(value) ? value.join(' × ') : '',
        set: (text) => {
          const shape = parseShape(text);
          return shape && set(shape);
        },
      };
    case 'earlier':
      return {
        ...base,
        kind: 'choice',
        value: String(value),
        options: isJoin(layer) ? earlierLayers(layer, place) : [],
        set: (changed) => set(Number(changed)),
      };
  }
}

/** A recipe without a setting is the same recipe with what it reads as, and keeps the hash that it had. */
function without(layer: LayerSpec, key: string): LayerSpec {
  return Object.fromEntries(Object.entries(layer).filter(([name]) => name !== key)) as LayerSpec;
}

/** What a join could take, and what it takes although it does not fit. */
function earlierLayers(
  { kind, from: chosen }: JoinSpec,
  { index, layers, shapes }: LayerPlace,
): { value: string; label: string; disabled: boolean }[] {
  const fitting = joinChoices(kind, index, shapes);
  const offered = [...new Set([...fitting, chosen])].sort((a, b) => a - b);
  const nameOf = (from: number) => {
    const earlier = layers[from];
    const shape = shapes[from + 1]?.join('×') ?? '?';
    return from === -1 || !earlier
      ? m.model_from_input({ shape })
      : m.model_from_layer({ number: from + 1, layer: layerName(earlier.kind), shape });
  };
  return offered.map((from) => ({
    value: String(from),
    label: nameOf(from),
    disabled: !fitting.includes(from),
  }));
}
