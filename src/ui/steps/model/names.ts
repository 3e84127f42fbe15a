// Layers, optimisers and states in the person's language. Families are in i18n/family-words.ts, backends in
// steps/architecture/backend-name.ts, metrics in i18n/metric-text.ts.
import type { LayerGroup } from '../../../contract/model/layers/definition';
import type { LayerKind } from '../../../contract/model/layers/registry';
import { optimizerDefinition, type OptimizerKind } from '../../../contract/model/optimizers';
import type { NetRecipe, Recipe } from '../../../contract/model/recipe';
import type { ScheduleKind } from '../../../contract/model/schedules';
import type { RunStatus } from '../../../contract/model/run';
import { netWord } from '../../../i18n/net-words';
import { m } from '../../../i18n/paraglide/messages.js';
import { familyName } from '../../../i18n/family-words';
import { sizesText } from './recipe/recipe-diff';

/** A kind of layer in words. */
export function layerName(kind: LayerKind): string {
  return netWord('layer', kind) ?? kind;
}

/** A group of kinds in words. */
export function layerGroupName(group: LayerGroup): string {
  return netWord('layer', group, 'group') ?? group;
}

/** A choice of a layer's setting, such as an activation: it keeps the name that the field gives it. */
export function choiceName(choice: string): string {
  return netWord('layer', choice, 'choice') ?? choice;
}

/** An optimiser in words. */
export function optimizerName(kind: OptimizerKind): string {
  return optimizerDefinition(kind).name ?? netWord('optimizer', kind) ?? kind;
}

/** A schedule in words. */
export function scheduleName(kind: ScheduleKind): string {
  return netWord('schedule', kind) ?? kind;
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
