// What a kind of layer does, and why one cannot stand where it is, in a sentence each. Names are in names.ts.
import type { LayerSpec } from '../../../../contract/model/recipe';
import { m } from '../../../../i18n/paraglide/messages.js';
import { layerName } from '../names';

/** What a kind of layer does. */
export function layerHelp(kind: LayerSpec['kind']): string {
  return {
    dense: m.model_help_dense,
    conv2d: m.model_help_conv2d,
    depthwiseConv2d: m.model_help_depthwise,
    maxPool2d: m.model_help_max_pool,
    averagePool2d: m.model_help_average_pool,
    globalAveragePool2d: m.model_help_global_average_pool,
    upsampling2d: m.model_help_upsampling,
    flatten: m.model_help_flatten,
    reshape: m.model_help_reshape,
    dropout: m.model_help_dropout,
    batchNorm: m.model_help_batch_norm,
    layerNorm: m.model_help_layer_norm,
    activation: m.model_help_activation,
    embedding: m.model_help_embedding,
    positionEmbedding: m.model_help_position,
    attention: m.model_help_attention,
    lstm: m.model_help_lstm,
    gru: m.model_help_gru,
    globalAveragePool1d: m.model_help_global_average_pool_1d,
    add: m.model_help_add,
    concat: m.model_help_concat,
  }[kind]();
}

/** Why a layer cannot follow a value of this shape; `shape` as the fault tells it, such as `28 × 28 × 1`. */
export function whyMisfit(spec: LayerSpec, shape: string): string {
  const layer = layerName(spec.kind);
  const sides = shape.split('×').length;
  switch (spec.kind) {
    case 'dense':
      return m.model_layer_needs_vector({ layer, shape });
    case 'embedding':
      return m.model_layer_needs_ids({ layer, shape });
    case 'reshape':
      return m.model_reshape_misfit({
        shape,
        count: spec.shape.reduce((product, side) => product * side, 1),
      });
    case 'add':
    case 'concat':
      return m.model_join_misfit({ layer, shape });
    case 'attention':
      if (sides !== 2) return m.model_layer_needs_sequence({ layer, shape });
      return Number(shape.split('×')[1]) % spec.heads === 0
        ? m.model_mask_misfit()
        : m.model_heads_misfit({ shape, heads: spec.heads });
    case 'positionEmbedding':
    case 'lstm':
    case 'gru':
    case 'globalAveragePool1d':
      return m.model_layer_needs_sequence({ layer, shape });
    case 'conv2d':
      if (sides === 3 && (spec.dilation ?? 1) > 1 && spec.strides > 1) return m.model_dilation_misfit();
      break;
    default:
      break;
  }
  return sides === 3
    ? m.model_layer_too_large({ layer, shape })
    : m.model_layer_needs_image({ layer, shape });
}
