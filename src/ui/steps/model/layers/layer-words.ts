// What a kind of layer does, and why one cannot stand where it is, in a sentence each.
import type { LayerKind, LayerSpec } from '../../../../contract/model/layers/registry';
import type { Fault } from '../../../../contract/transport/fault';
import { netWord } from '../../../../i18n/net-words';
import { m } from '../../../../i18n/paraglide/messages.js';
import { layerName } from '../names';

/** What a kind of layer does. */
export function layerHelp(kind: LayerKind): string {
  return netWord('layer', kind, 'help') ?? '';
}

/** Why a layer cannot follow, from the values of a `shape_mismatch`. */
export function whyMisfit({ kind }: LayerSpec, values: Fault['params']): string {
  const inputs = { ...values, layer: layerName(kind) };
  return netWord('layer', String(values['reason']), 'misfit', inputs) ?? '';
}

/** Why a list of layers cannot be planned: what its first misfit, or the output layer, needs. */
export function whyNotPlanned(
  layers: readonly LayerSpec[],
  { index, fault: { params } }: { index: number; fault: Fault },
): string {
  const layer = layers[index];
  return layer ? whyMisfit(layer, params) : m.model_output_misfit({ shape: String(params['shape'] ?? '') });
}

/** A kind in the list of what can be added: its name, with what it needs where it cannot follow. */
export function offerLabel(kind: LayerKind, misfit: Fault | null): string {
  if (!misfit) return layerName(kind);
  const needs = netWord('layer', String(misfit.params['reason']), 'needs') ?? m.model_layer_misfit();
  return m.model_layer_offer_off({ layer: layerName(kind), reason: needs });
}
