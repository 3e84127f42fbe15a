// What every kind of layer computes: the files of kinds/, each of which exports `layer`.
import { layerKinds, type LayerKind } from '../../../contract/model/layers/registry';
import type { LayerForm } from './form';

const files = import.meta.glob<{ layer: LayerForm }>('./kinds/*.ts', { eager: true });
const forms = new Map<string, unknown>(Object.values(files).map(({ layer }) => [layer.kind, layer]));

/** The form of a kind, which takes its spec. */
export function layerForm<Kind extends LayerKind>(kind: Kind): LayerForm<Kind> {
  const form = forms.get(kind);
  if (!form) throw new Error(`no file in net/layers/kinds is about ${kind}`);
  return form as LayerForm<Kind>;
}

/** All forms, in the order of their definitions. */
export const layerForms: readonly LayerForm[] = layerKinds.map((kind) => layerForm(kind));
