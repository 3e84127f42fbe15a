// The settings of a layer as a form shows them: each knows its label, its bounds and the layer that a change gives.
import { activation as activations, type LayerSpec } from '../../../../contract/model/recipe';
import { m } from '../../../../i18n/paraglide/messages.js';
import { joinChoices, type KnownShapes } from './layer-edits';
import { activationName, layerName } from '../names';

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

/** Names of the fields that hold whole numbers, with their bounds. */
const numbers = {
  units: { label: m.model_units, min: 1, max: 65536 },
  filters: { label: m.model_filters, min: 1, max: 65536 },
  kernelSize: { label: m.model_kernel, min: 1, max: 31 },
  strides: { label: m.model_strides, min: 1, max: 16 },
  dilation: { label: m.model_dilation, min: 1, max: 31 },
  multiplier: { label: m.model_multiplier, min: 1, max: 1024 },
  vocabulary: { label: m.model_vocabulary, min: 1, max: 65536 },
  heads: { label: m.model_heads, min: 1, max: 256 },
  size: { label: m.model_pool_size, min: 1, max: 31 },
} as const;

function number(
  key: keyof typeof numbers,
  value: number,
  set: (value: number) => LayerSpec,
  label?: string,
): LayerField {
  const { label: usual, min, max } = numbers[key];
  return { kind: 'number', key, label: label ?? usual(), value, min, max, step: 1, set };
}

type Activated = Extract<LayerSpec, { activation: unknown }>;

function activation(layer: Activated): LayerField {
  return {
    kind: 'choice',
    key: 'activation',
    label: m.model_activation(),
    value: layer.activation,
    options: activations.options.map((value) => ({ value, label: activationName(value) })),
    set: (value) => ({
      ...layer,
      activation: activations.options.find((each) => each === value) ?? layer.activation,
    }),
  };
}

type Padded = Extract<LayerSpec, { padding: unknown }>;

function padding(layer: Padded): LayerField {
  return {
    kind: 'choice',
    key: 'padding',
    label: m.model_padding(),
    value: layer.padding,
    options: [
      { value: 'same', label: m.model_padding_same() },
      { value: 'valid', label: m.model_padding_valid() },
    ],
    set: (value) => ({ ...layer, padding: value === 'same' ? 'same' : 'valid' }),
  };
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

function join(
  layer: Extract<LayerSpec, { from: number }>,
  { index, layers, shapes }: LayerPlace,
): LayerField {
  const fitting = joinChoices(layer.kind, index, shapes);
  const offered = [...new Set([...fitting, layer.from])].sort((a, b) => a - b);
  const nameOf = (from: number) => {
    const earlier = layers[from];
    const shape = shapes[from + 1]?.join('×') ?? '?';
    return from === -1 || !earlier
      ? m.model_from_input({ shape })
      : m.model_from_layer({ number: from + 1, layer: layerName(earlier.kind), shape });
  };
  return {
    kind: 'choice',
    key: 'from',
    label: layer.kind === 'add' ? m.model_add_from() : m.model_concat_from(),
    value: String(layer.from),
    options: offered.map((from) => ({
      value: String(from),
      label: nameOf(from),
      disabled: !fitting.includes(from),
    })),
    set: (value) => ({ ...layer, from: Number(value) }),
  };
}

/** The settings of a layer, in the order of the form; none for a kind without settings. */
export function layerFields(layer: LayerSpec, place: LayerPlace): LayerField[] {
  switch (layer.kind) {
    case 'dense':
      return [number('units', layer.units, (units) => ({ ...layer, units })), activation(layer)];
    case 'conv2d':
      return [
        number('filters', layer.filters, (filters) => ({ ...layer, filters })),
        number('kernelSize', layer.kernelSize, (kernelSize) => ({ ...layer, kernelSize })),
        number('strides', layer.strides, (strides) => ({ ...layer, strides })),
        number('dilation', layer.dilation ?? 1, (dilation) => {
          // A recipe without it is the same recipe with 1, and keeps the hash that it had.
          const { dilation: _, ...rest } = layer;
          return dilation === 1 ? rest : { ...rest, dilation };
        }),
        padding(layer),
        activation(layer),
      ];
    case 'depthwiseConv2d':
      return [
        number('multiplier', layer.multiplier, (multiplier) => ({ ...layer, multiplier })),
        number('kernelSize', layer.kernelSize, (kernelSize) => ({ ...layer, kernelSize })),
        number('strides', layer.strides, (strides) => ({ ...layer, strides })),
        padding(layer),
        activation(layer),
      ];
    case 'maxPool2d':
    case 'averagePool2d':
      return [number('size', layer.size, (size) => ({ ...layer, size }))];
    case 'upsampling2d':
      return [number('size', layer.size, (size) => ({ ...layer, size }), m.model_factor())];
    case 'reshape':
      return [
        {
          kind: 'text',
          key: 'shape',
          label: m.model_shape(),
          hint: m.model_shape_hint(),
          value: layer.shape.join(' × '),
          set: (text) => {
            const shape = parseShape(text);
            return shape && { ...layer, shape };
          },
        },
      ];
    case 'dropout':
      return [
        {
          kind: 'number',
          key: 'rate',
          label: m.model_rate(),
          value: layer.rate,
          min: 0,
          max: 0.95,
          step: 0.05,
          set: (rate) => ({ ...layer, rate }),
        },
      ];
    case 'activation':
      return [activation(layer)];
    case 'embedding':
      return [
        number('vocabulary', layer.vocabulary, (vocabulary) => ({ ...layer, vocabulary })),
        number('units', layer.units, (units) => ({ ...layer, units })),
      ];
    case 'attention':
      return [
        number('heads', layer.heads, (heads) => ({ ...layer, heads })),
        {
          kind: 'switch',
          key: 'causal',
          label: m.model_causal(),
          value: layer.causal,
          set: (causal) => ({ ...layer, causal }),
        },
        {
          kind: 'switch',
          key: 'maskZero',
          label: m.model_mask_zero(),
          value: layer.maskZero,
          set: (maskZero) => ({ ...layer, maskZero }),
        },
      ];
    case 'lstm':
    case 'gru':
      return [
        number('units', layer.units, (units) => ({ ...layer, units })),
        {
          kind: 'switch',
          key: 'returnSequences',
          label: m.model_return_sequences(),
          value: layer.returnSequences,
          set: (returnSequences) => ({ ...layer, returnSequences }),
        },
      ];
    case 'add':
    case 'concat':
      return [join(layer, place)];
    case 'globalAveragePool2d':
    case 'globalAveragePool1d':
    case 'flatten':
    case 'batchNorm':
    case 'layerNorm':
    case 'positionEmbedding':
      return [];
  }
}
