// What a list of layer specs does to the shape of one sample, how many numbers it learns and how much it computes. The rules of
// each layer stand with its definition (contract/model/layers); they follow TensorFlow.js layers (channels last).
import { HearthError } from '../contract/transport/fault';
import type { LayerPlan, PlanContext } from '../contract/model/layers/definition';
import { layerDefinition, type LayerSpec } from '../contract/model/layers/registry';

/** One layer as planned: its output's shape without the batch, its parameters, its forward multiply-adds a sample. */
export interface LayerShape {
  kind: string;
  outputShape: number[];
  parameters: number;
  multiplyAdds: number;
}

/**
 * Shapes after every layer and, last, after the dense output layer.
 * Throws `shape_mismatch` with field `model.layers.<index>` where a layer cannot follow the one before it, and with the reason
 * among its values; the index one past the last layer is the output layer.
 */
export function outputShapes(
  inputShape: number[],
  layers: readonly LayerSpec[],
  outputs: number,
): LayerShape[] {
  const shapes: LayerShape[] = [];
  let shape = inputShape;
  layers.forEach((layer, index) => {
    const next = planned(layer, shape, index, {
      other: isJoin(layer) ? outputOf(layer.from, inputShape, shapes) : null,
      overTokens: readsTokens(inputShape, layers, shape[0]),
    });
    shapes.push(next);
    shape = next.outputShape;
  });
  const output: LayerSpec = { kind: 'dense', units: outputs, activation: 'linear' };
  if (shape.length !== 1) throw mismatch(output, shape, layers.length, { misfit: 'vector' });
  const context = { other: null, overTokens: false };
  shapes.push({ ...planned(output, shape, layers.length, context), kind: 'output' });
  return shapes;
}

/** Layers that take what an earlier layer put out as well. */
export type JoinSpec = Extract<LayerSpec, { from: number }>;

/** Whether a layer takes what an earlier layer put out as well. */
export function isJoin(layer: LayerSpec): layer is JoinSpec {
  return 'from' in layer;
}

/** Whether a join could take an output of the shape `other` to what flows in the shape `shape`. */
export function canJoin(kind: JoinSpec['kind'], shape: readonly number[], other: readonly number[]): boolean {
  const { plan, start } = layerDefinition(kind);
  return !('misfit' in plan(start, shape, { other, overTokens: false }));
}

/** How many tokens a net has vectors for whose first layer reads token ids; null where it reads other numbers. */
export function vocabularyOf([first]: readonly LayerSpec[]): number | null {
  return (first && layerDefinition(first.kind).vocabulary?.(first)) ?? null;
}

/** Whether the net reads token ids, one for each of so many steps. */
function readsTokens(inputShape: number[], layers: readonly LayerSpec[], steps: number | undefined): boolean {
  return vocabularyOf(layers) !== null && inputShape.length === 1 && inputShape[0] === steps;
}

function outputOf(from: number, inputShape: number[], shapes: readonly LayerShape[]): number[] | null {
  return from === -1 ? inputShape : (shapes[from]?.outputShape ?? null);
}

function planned(layer: LayerSpec, shape: number[], index: number, context: PlanContext): LayerShape {
  const plan = layerDefinition(layer.kind).plan(layer, shape, context);
  if ('misfit' in plan) throw mismatch(layer, shape, index, plan);
  return { kind: layer.kind, parameters: 0, multiplyAdds: 0, ...plan };
}

function mismatch(
  { kind }: LayerSpec,
  shape: number[],
  index: number,
  { misfit, values }: Extract<LayerPlan, { misfit: unknown }>,
): HearthError {
  return new HearthError(
    'shape_mismatch',
    { field: `model.layers.${index}` },
    { layer: kind, index, shape: shape.join(' × '), reason: misfit, ...values },
  );
}
