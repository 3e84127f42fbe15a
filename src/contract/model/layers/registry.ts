// All kinds of layers. A new one is an entry in the file of its subject, model/net/layers/kinds/<kind>.ts and its messages.
import * as v from 'valibot';
import { schemasOf, type Settings } from '../setting';
import { basicLayers } from './basic';
import { convolutionLayers } from './convolution';
import type { LayerRules } from './definition';
import { poolingLayers } from './pooling';
import { sequenceLayers } from './sequence';
import { shapeLayers } from './shape';

/** Every kind of layer, by subject, in the order of the form. */
export const layerDefinitions = [
  ...basicLayers,
  ...convolutionLayers,
  ...poolingLayers,
  ...sequenceLayers,
  ...shapeLayers,
] as const;

/** One layer, in the order data flows. The output layer is not listed: the task decides it. */
export const layerSpec = v.variant('kind', schemasOf(layerDefinitions));
export type LayerSpec = v.InferOutput<typeof layerSpec>;
export type LayerKind = LayerSpec['kind'];

/** The spec of one kind, or of several. */
export type SpecOf<Kind extends LayerKind> = Extract<LayerSpec, { kind: Kind }>;

/** The kinds of all layers. */
export const layerKinds: readonly LayerKind[] = layerDefinitions.map(({ kind }) => kind);

/** A definition as those see it who do not know which kind it is. */
export interface AnyLayerDefinition<Spec = LayerSpec> extends LayerRules<Spec> {
  kind: LayerKind;
  settings: Settings;
  start: Spec;
}

const byKind = new Map<string, unknown>(layerDefinitions.map((definition) => [definition.kind, definition]));

/** The definition of a kind, with rules that take its spec. */
export function layerDefinition<Kind extends LayerKind>(kind: Kind): AnyLayerDefinition<SpecOf<Kind>> {
  return byKind.get(kind) as AnyLayerDefinition<SpecOf<Kind>>;
}
