// What a kind of layer is, as far as no tensor is needed: what a recipe may say of it, what it does to a shape, what it costs,
// and what a form asks. What it computes is in model/net/layers/kinds/<kind>.ts; its words are the messages layer_<kind> and
// layer_help_<kind>.
import type * as v from 'valibot';
import { kindSchema, startOf, type KindSchema, type Settings } from '../setting';

/** A shape of one sample, without the batch: [width], [steps, channels] or [height, width, channels]. */
export type Shape = readonly number[];

/** Under which heading a form offers a kind. */
export const layerGroups = ['basic', 'images', 'sequences', 'joins'] as const;
export type LayerGroup = (typeof layerGroups)[number];

/** Why a layer cannot follow: the end of a message's name, `layer_misfit_<reason>`. */
export type MisfitReason =
  'vector' | 'ids' | 'sequence' | 'image' | 'too_large' | 'count' | 'join' | 'heads' | 'mask' | 'dilation';

/** What a layer does to a shape, or why it cannot follow. `values` are named by the reason's message. */
export type LayerPlan =
  | {
      outputShape: number[];
      /** Numbers that are learnt, with the moving statistics kept beside them; 0 where left out. */
      parameters?: number;
      /** Forward multiply-adds of one sample; 0 where left out. */
      multiplyAdds?: number;
    }
  | { misfit: MisfitReason; values?: Readonly<Record<string, number>> };

/** What a layer may look at beside what flows into it. */
export interface PlanContext {
  /** The output of the earlier layer that it joins; null for one that joins none, or where there is no such layer. */
  other: Shape | null;
  /** Whether the net reads token ids, one for each of the steps that flow. */
  overTokens: boolean;
}

/** What a kind of layer does, by its spec. Joins have a setting `from`, the index of an earlier layer. */
export interface LayerRules<Spec> {
  group: LayerGroup;
  /** Output, parameters and cost over an input of a shape. */
  plan(spec: Spec, shape: Shape, context: PlanContext): LayerPlan;
  /** Settings of a new layer that follow from the shape before it. */
  startAt?(shape: Shape): Partial<Spec>;
  /** The layer in a few signs of the field's, for lists of recipes; its kind where left out. */
  summary?(spec: Spec): string;
  /** The number that stands for the layer in a model's short name, such as 64 of a dense one. */
  width?(spec: Spec): number;
  /** Floats that its steps leave behind for its gradient, beside its output, over an input of a shape. */
  innerFloats?(spec: Spec, shape: Shape): number;
  /** How many tokens it has vectors for: the layer reads token ids. */
  vocabulary?(spec: Spec): number;
  /** Whether it reads the net's token ids beside what flows. */
  readsTokens?(spec: Spec): boolean;
}

/** A kind of layer. */
export interface LayerDefinition<Kind extends string, S extends Settings> extends LayerRules<
  v.InferOutput<KindSchema<Kind, S>>
> {
  kind: Kind;
  settings: S;
  schema: KindSchema<Kind, S>;
  /** A new layer as its settings start. */
  start: v.InferOutput<KindSchema<Kind, S>>;
}

/** A definition with the schema that follows from its settings. */
export function defineLayer<const Kind extends string, S extends Settings>(
  definition: { kind: Kind; settings: S } & LayerRules<v.InferOutput<KindSchema<Kind, S>>>,
): LayerDefinition<Kind, S> {
  const { kind, settings } = definition;
  const start = startOf(kind, settings) as v.InferOutput<KindSchema<Kind, S>>;
  return { ...definition, schema: kindSchema(kind, settings), start };
}

/** How many numbers a shape holds. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** The sides of a sequence; null where the shape is none. */
export function sequenceSides(shape: Shape): { steps: number; channels: number } | null {
  const [steps, channels, ...rest] = shape;
  return steps === undefined || channels === undefined || rest.length > 0 ? null : { steps, channels };
}

/** The sides of an image; null where the shape is none. */
export function imageSides(shape: Shape): { height: number; width: number; channels: number } | null {
  const [height, width, channels, ...rest] = shape;
  const isImage = height !== undefined && width !== undefined && channels !== undefined && rest.length === 0;
  return isImage ? { height, width, channels } : null;
}
