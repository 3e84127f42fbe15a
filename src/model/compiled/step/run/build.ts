// The whole of a training step, or of a forward pass, as kernels and a memory plan. Pure: needs no device.
import type { OptimizerSpec } from '../../../../contract/model/recipe';
import type { Contraction } from '../../wgsl/contraction';
import type { Kernel } from '../../wgsl/kernel';
import type { Loss } from '../../../net/training/losses';
import type { GradientRules } from '../../../net/optimizers/optimizers';
import type { NetworkSpec } from '../../../net/network';
import { contractionOf, firstTile } from '../emit/contraction';
import { emitKernels, type TileChooser } from '../emit/emit';
import { constant, mul, read } from '../graph/expression';
import { fuse } from '../plan/fuse';
import { backward } from '../graph/gradient';
import { Graph } from '../graph/graph';
import { lossGradient, lowerNetwork } from '../graph/lower';
import { planMemory, type MemoryPlan } from '../plan/plan';
import type { Storage, Tensor } from '../graph/tensor';
import { updateWeights } from '../plan/update';

/** A weight of the net as training knows it. */
export interface WeightSpec {
  name: string;
  shape: readonly number[];
  trainable: boolean;
  kernel: boolean;
}

/** What decides a step, beside the batch. */
export interface StepSpec {
  network: NetworkSpec;
  weights: readonly WeightSpec[];
  loss: Loss;
  optimizer: OptimizerSpec;
  /** The optimiser's slots of one weight, such as `m` and `v`. */
  slots: readonly string[];
  rules: GradientRules;
  /**
   * The loss is so many times as large while gradients are computed, and weights learn from what they would be without: small
   * gradients do not vanish in float16 then (Micikevicius et al. 2018, Mixed Precision Training). A power of two; 1 where left out.
   */
  lossScale?: number;
}

/** Kernels that are replayed for each step. Storages that outlive it are known by name: data, weights, slots, logits. */
export interface Program {
  kernels: readonly Kernel<Storage>[];
  plan: MemoryPlan;
  rows: number;
}

/** What the storages that hold rows and results are called. Training and prediction of one net have their own. */
export interface DataNames {
  features: string;
  labels: string;
  order: string;
  logits: string;
}

const namesOf = (use: string): DataNames => ({
  features: `${use} features`,
  labels: `${use} labels`,
  order: `${use} order`,
  logits: `${use} logits`,
});

export const trainingNames = namesOf('training');
export const predictionNames = (rows: number): DataNames => namesOf(`prediction of ${rows}`);

/** A step over `rows` rows: forward, gradient, update. */
export function buildTraining(spec: StepSpec, rows: number, tileOf: TileChooser): Program {
  const graph = new Graph();
  const { logits, weights, order } = forward(graph, spec, rows, true);
  const labels = graph.tensor([1], 'data', trainingNames.labels);
  const wanted = graph.map([rows, 1], read(labels, { kind: 'ordered', order }));
  const gradient = lossGradient(graph, spec.loss, logits, wanted);
  const { lossScale = 1 } = spec;
  const scaled =
    lossScale === 1 ? gradient : graph.map(gradient.shape, mul(read(gradient), constant(lossScale)));
  const gradients = backward(graph, logits, scaled);
  const learnt = spec.weights
    .filter(({ trainable }) => trainable)
    .map(({ name, shape, kernel }) => {
      const weight = weights.get(name)!;
      const gradient = gradients.get(weight.storage);
      if (!gradient) throw new Error(`no gradient reaches ${name}`);
      const slots = spec.slots.map((slot) => graph.tensor(shape, 'slot', `${slot}/${name}`));
      return { weight, kernel, gradient, slots };
    });
  updateWeights(graph, spec, learnt);
  return finish(graph, logits, rows, tileOf);
}

/** The contractions of a step, for a device to be tuned to. */
export function contractionsOf(spec: StepSpec, rows: number): Contraction<unknown>[] {
  const found: Contraction<unknown>[] = [];
  buildTraining(spec, rows, (fused) => {
    found.push(contractionOf(fused));
    return firstTile(fused);
  });
  return found;
}

/** A forward pass as prediction has it: no dropout, running statistics. */
export function buildPrediction(
  spec: Pick<StepSpec, 'network' | 'weights'>,
  rows: number,
  tileOf: TileChooser,
): Program {
  const graph = new Graph();
  const { logits } = forward(graph, spec, rows, false);
  return finish(graph, logits, rows, tileOf);
}

function forward(
  graph: Graph,
  { network, weights: specs }: Pick<StepSpec, 'network' | 'weights'>,
  rows: number,
  training: boolean,
): { logits: Tensor; weights: Map<string, Tensor>; order: Tensor } {
  const names = training ? trainingNames : predictionNames(rows);
  const weights = new Map(
    specs.map(({ name, shape, trainable }) => [name, graph.weight(name, shape, trainable && training)]),
  );
  const weightOf = (name: string): Tensor => {
    const weight = weights.get(name);
    if (!weight) throw new Error(`the net has no weight ${name}`);
    return weight;
  };
  const features = graph.tensor([1], 'data', names.features);
  const order = graph.tensor([rows], 'data', names.order);
  const input = graph.map([rows, ...network.inputShape], read(features, { kind: 'ordered', order }));
  const last = lowerNetwork({ graph, weightOf, training }, network, input);
  return { logits: intoRing(graph, last, names.logits), weights, order };
}

/** Logits go where the host reads them; the copy follows in the kernel that makes them. */
function intoRing(graph: Graph, made: Tensor, name: string): Tensor {
  const ring = graph.tensor(made.shape, 'ring', name);
  graph.update([{ tensor: ring, expression: read(made) }]);
  graph.record(ring, [made], (gradient) => [gradient]);
  return ring;
}

function finish(graph: Graph, logits: Tensor, rows: number, tileOf: TileChooser): Program {
  graph.check();
  const kernels = fuse(graph, [logits.storage]);
  const plan = planMemory(kernels, []);
  return { kernels: emitKernels(kernels, plan, tileOf), plan, rows };
}
