// From a list of layer specs to primitives: the forward pass, and the gradient of the loss by its logits.
import type { LayerKind } from '../../../../contract/model/layers/registry';
import { isJoin, outputShapes } from '../../../../domain/shapes';
import { layerName } from '../../../net/layers/layers';
import { layerForm } from '../../../net/layers/registry';
import type { Loss } from '../../../net/training/losses';
import { networkOutputs, type NetworkSpec } from '../../../net/network';
import {
  add,
  constant,
  coordinate,
  div,
  equal,
  exp,
  mul,
  neg,
  read,
  reciprocal,
  sub,
  type Expression,
} from './expression';
import type { Graph } from './graph';
import { neededExtents } from '../plan/extents';
import { affine } from '../operations/affine';
import { clipped } from '../operations/elementwise';
import { maxLast, sumLast } from '../operations/reduction';
import type { Tensor } from './tensor';

/** The weights of a net by their lasting names. */
export type WeightsByName = (name: string) => Tensor;

interface Lowering {
  graph: Graph;
  weightOf: WeightsByName;
  training: boolean;
}

/** The first layer that has no compiled form, such as a recurrent one over many steps; null where the whole net has one. */
export function unloweredLayer(spec: NetworkSpec): LayerKind | null {
  const shapes = outputShapes([...spec.inputShape], [...spec.layers], networkOutputs(spec));
  const shapeBefore = (index: number) => (index === 0 ? spec.inputShape : shapes[index - 1]!.outputShape);
  const found = spec.layers.find(
    (layer, index) => layerForm(layer.kind).isLowered?.(layer, shapeBefore(index)) === false,
  );
  return found?.kind ?? null;
}

/** Logits [rows, outputs] of samples [rows, …inputShape]. Throws where a layer cannot be lowered: ask unloweredLayer first. */
export function lowerNetwork(
  { graph, weightOf, training }: Lowering,
  { layers, ...rest }: NetworkSpec,
  input: Tensor,
): Tensor {
  /** The input, then what each layer puts out. */
  const values: Tensor[] = [input];
  const extents = neededExtents({ layers, ...rest });
  const isJoined = (index: number) => layers.some((layer) => isJoin(layer) && layer.from === index);
  for (let index = 0; index < layers.length; index++) {
    const layer = layers[index]!;
    const next = layers[index + 1];
    const before = values.at(-1)!;
    const name = layerName(index, layer.kind);
    const weight = (part: string) => weightOf(`${name}/${part}`);
    const context = { graph, weight, training, index, extent: extents[index]!, values };
    const form = layerForm(layer.kind);
    const both =
      next && !isJoined(index)
        ? form.lowerBoth?.(layer, next, before, { ...context, nextExtent: extents[index + 1]! })
        : null;
    if (both) {
      values.push(both, both);
      index++;
    } else values.push(form.lower(layer, before, context));
  }
  const output = layerName(layers.length, 'output');
  return affine(graph, values.at(-1)!, weightOf(`${output}/kernel`), weightOf(`${output}/bias`));
}

/** Gradient of the batch's mean loss by the logits; `labels` [rows, 1]. The formulas are those of model/net/training/losses.ts. */
export function lossGradient(graph: Graph, loss: Loss, logits: Tensor, labels: Tensor): Tensor {
  const [rows] = logits.shape as [number, number];
  const share = constant(1 / rows);
  const z = read(logits);
  const y = read(labels);
  const slope = (): Expression => {
    switch (loss.kind) {
      case 'multiclass': {
        const { outputs, labelSmoothing } = loss;
        const raised = exp(sub(z, read(maxLast(graph, logits))));
        const total = sumLast(graph, graph.map(logits.shape, raised));
        const share = constant(labelSmoothing / outputs);
        const target = add(mul(equal(y, coordinate(0)), constant(1 - labelSmoothing)), share);
        return sub(div(raised, read(total)), target);
      }
      case 'binary': {
        const probability = reciprocal(add(constant(1), exp(neg(z))));
        const target = add(mul(y, constant(1 - loss.labelSmoothing)), constant(loss.labelSmoothing / 2));
        return sub(probability, target);
      }
      case 'mse':
        return mul(sub(z, y), constant(2));
      case 'huber':
        return clipped(sub(z, y));
    }
  };
  return graph.map(logits.shape, mul(slope(), share));
}
