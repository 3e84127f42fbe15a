// What a kind of layer does, and why one cannot stand where it is, in a sentence each.
import type { LayerKind, LayerSpec } from '../../../../contract/model/layers/registry';
import type { Fault } from '../../../../contract/transport/fault';
import { netWord } from '../../../../i18n/net-words';
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
