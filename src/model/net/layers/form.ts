// What a kind of layer computes, in one definition: as a TensorFlow.js layer, as a part of a compiled step, and all that backends
// have to know of it. Shapes, costs and settings are in its definition in contract/model/layers.
import type * as tfl from '@tensorflow/tfjs-layers';
import type { LayerKind, LayerSpec, SpecOf } from '../../../contract/model/layers/registry';
import type { SelfTestCase, SelfTestPart } from '../../backends/self-test/self-test-case';
import type { Graph } from '../../compiled/step/graph/graph';
import type { Extent, Tensor } from '../../compiled/step/graph/tensor';

/**
 * What the layers are for. In training a seed makes dropout resumable. What is exported is made of tfjs' standard layers where
 * there is one that computes the same: ours have gradients that tfjs lacks, or are faster, or clamp.
 */
export type LayerUse = { kind: 'train'; seed: number } | { kind: 'predict' } | { kind: 'export' };

/** Where a TensorFlow.js layer is built. */
export interface BuildContext {
  name: string;
  index: number;
  use: LayerUse;
  /** Of one sample before it. */
  inputShape: readonly number[];
}

/** Where a layer is lowered to the operations of a compiled step. */
export interface LowerContext {
  graph: Graph;
  /** A weight of the layer by its name. */
  weight(name: string): Tensor;
  training: boolean;
  index: number;
  /** How much of its output is read; null where that is no image. */
  extent: Extent | null;
  /** The net's input, then what each layer before this one gave. */
  values: readonly Tensor[];
}

/**
 * `kernel`: multiplied with inputs. `depthwise`: a kernel each of whose inputs meets outputs of its own. `recurrent`: a kernel of
 * a recurrent layer, started by PyTorch's rule. `table`: rows that are looked up. `plain`: starts as its layer says.
 */
export type WeightRole = 'kernel' | 'depthwise' | 'recurrent' | 'table' | 'plain';

/** A class that a loader has to register before it loads the files: TensorFlow.js has no layer that computes the same. */
export interface CustomLayer {
  className: string;
  /** What it computes, and from which weights. */
  computes: string;
}

/** One kind of layer. */
export interface LayerForm<Kind extends LayerKind = LayerKind> {
  kind: Kind;
  /** The TensorFlow.js layer. Its kernels and tables start as zeros: network.ts fills them. */
  build(spec: SpecOf<Kind>, context: BuildContext): tfl.layers.Layer;
  /** Weights that are not plain (biases, gains, moving statistics), by name. */
  weights?: Readonly<Record<string, Exclude<WeightRole, 'plain'>>>;
  /** Whether its kernels end the reach of the layer before it: that one's output is no longer what a later activation sees. */
  mixes?: boolean;
  /** TensorFlow.js kernels that training it needs, forward and backward, beside those of every net and of its activation. */
  kernels(spec: SpecOf<Kind>): readonly string[];
  /** The longest sum of its matrix products over `rows` rows of `inputShape`; 0 where left out. */
  longestSum?(spec: SpecOf<Kind>, inputShape: readonly number[], rows: number): number;
  /** What of the self-test it needs beside what every net needs. */
  part?: SelfTestPart;
  /** Its operations, held against the CPU on every backend. */
  selfTests?: readonly SelfTestCase[];
  /** Where exported files hold a class of our own. */
  customLayer?: CustomLayer;

  /** Its compiled form: what it gives for `x` [rows, …inputShape]. */
  lower(spec: SpecOf<Kind>, x: Tensor, context: LowerContext): Tensor;
  /** Whether it has a compiled form over an input of this shape; it has where left out. */
  isLowered?(spec: SpecOf<Kind>, inputShape: readonly number[]): boolean;
  /** What it and the layer after it give together, where that is less work; null where it is not. */
  lowerBoth?(
    spec: SpecOf<Kind>,
    next: LayerSpec,
    x: Tensor,
    context: LowerContext & { nextExtent: Extent | null },
  ): Tensor | null;
  /** Whether it can give a part of its image: each of its places is computed by itself. */
  crops?: boolean;
  /** How much of its input it reads to give an extent; null, or left out, for all there is. */
  readExtent?(spec: SpecOf<Kind>, extent: Extent): Extent | null;
}
