// Layers, metrics, optimisers and states in the person's language. Families are in family-words.ts, backends in steps/architecture/backend-name.ts.
import type { MetricName } from '../../../contract/model/judgement';
import type {
  Activation,
  LayerSpec,
  OptimizerSpec,
  NetRecipe,
  Recipe,
  ScheduleSpec,
} from '../../../contract/model/recipe';
import type { RunStatus } from '../../../contract/model/run';
import { m } from '../../../i18n/paraglide/messages.js';
import { familyName } from '../../../i18n/family-words';
import type { LayerGroup } from './layers/layer-edits';
import { sizesText } from './recipe/recipe-diff';

/** A kind of layer in words. */
export function layerName(kind: LayerSpec['kind']): string {
  return {
    dense: m.model_layer_dense,
    conv2d: m.model_layer_conv2d,
    maxPool2d: m.model_layer_max_pool,
    averagePool2d: m.model_layer_average_pool,
    globalAveragePool2d: m.model_layer_global_average_pool,
    flatten: m.model_layer_flatten,
    dropout: m.model_layer_dropout,
    batchNorm: m.model_layer_batch_norm,
    activation: m.model_layer_activation,
    depthwiseConv2d: m.model_layer_depthwise,
    upsampling2d: m.model_layer_upsampling,
    reshape: m.model_layer_reshape,
    layerNorm: m.model_layer_layer_norm,
    embedding: m.model_layer_embedding,
    positionEmbedding: m.model_layer_position,
    attention: m.model_layer_attention,
    lstm: m.model_layer_lstm,
    gru: m.model_layer_gru,
    globalAveragePool1d: m.model_layer_global_average_pool_1d,
    add: m.model_layer_add,
    concat: m.model_layer_concat,
  }[kind]();
}

/** A group of kinds in words. */
export function layerGroupName(group: LayerGroup): string {
  return {
    basic: m.model_group_basic,
    images: m.model_group_images,
    sequences: m.model_group_sequences,
    joins: m.model_group_joins,
  }[group]();
}

/** A metric in words. */
export function metricLabel(metric: MetricName): string {
  return {
    accuracy: m.metric_accuracy,
    precision: m.metric_precision,
    recall: m.metric_recall,
    f1: m.metric_f1,
    auc: m.metric_auc,
    prAuc: m.metric_prAuc,
    logLoss: m.metric_logLoss,
    brier: m.metric_brier,
    ece: m.metric_ece,
    mae: m.metric_mae,
    rmse: m.metric_rmse,
    r2: m.metric_r2,
    mape: m.metric_mape,
  }[metric]();
}

/** Activations keep the names that the field gives them. */
export function activationName(activation: Activation): string {
  return {
    linear: m.model_activation_linear(),
    relu: 'ReLU',
    elu: 'ELU',
    gelu: 'GELU',
    tanh: 'tanh',
    sigmoid: 'sigmoid',
    softmax: 'softmax',
  }[activation];
}

/** An optimiser in words. */
export function optimizerName(kind: OptimizerSpec['kind']): string {
  return {
    sgd: 'SGD',
    momentum: m.model_optimizer_momentum(),
    adam: 'Adam',
    adamw: 'AdamW',
    rmsprop: 'RMSprop',
  }[kind];
}

/** A schedule in words. */
export function scheduleName(kind: ScheduleSpec['kind']): string {
  return {
    constant: m.model_schedule_constant,
    exponential: m.model_schedule_exponential,
    cosine: m.model_schedule_cosine,
  }[kind]();
}

/** A loss in words. */
export function lossName(loss: NetRecipe['loss']): string {
  return { 'cross-entropy': m.model_loss_cross_entropy, mse: m.model_loss_mse, huber: m.model_loss_huber }[
    loss
  ]();
}

/** A run's state in words. */
export function statusName(status: RunStatus): string {
  return {
    running: m.model_status_running,
    paused: m.model_status_paused,
    interrupted: m.model_status_interrupted,
    done: m.model_status_done,
    stopped: m.model_status_stopped,
    failed: m.model_status_failed,
  }[status]();
}

/** How a run's state is coloured. */
export function statusTone(status: RunStatus): 'good' | 'warn' | 'bad' | 'accent' | 'neutral' {
  return (
    {
      running: 'accent',
      paused: 'warn',
      interrupted: 'warn',
      done: 'good',
      stopped: 'neutral',
      failed: 'bad',
    } as const
  )[status];
}

/** The model in one short line, such as “Dense net 64–32”. */
export function modelWords(recipe: Pick<Recipe, 'model'>): string {
  const sizes = 'layers' in recipe.model ? sizesText(recipe.model.layers) : '';
  const family = familyName(recipe.model.family);
  return sizes === '' ? family : `${family} ${sizes}`;
}
