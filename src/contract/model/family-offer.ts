// What a family of models offers for a project's data, as the form shows it. Names are messages: `model_family_<architecture>`, and of
// a setting `model_family_<family>_<key>`, with `…_hint` where there is more to say.
import type { Json } from './json';

/** One setting of a family: what kind of field it has, and its bounds. */
export type SettingField = SettingShape & {
  key: string;
  /** Only where the task's target is learnt as this; absent: always. */
  learns?: 'number' | 'classes';
  /** Only where another setting has this value; absent: always. */
  where?: { key: string; is: Json };
  /** What a recipe without the setting means; absent where every recipe has it. */
  unsaid?: Json;
};

type SettingShape =
  | { kind: 'number'; minimum: number; maximum: number; integer?: true }
  | { kind: 'switch' }
  | { kind: 'choice'; options: readonly string[] }
  /** Names of some of the recipe's features: of all, or of those that are numbers. */
  | {
      kind: 'columns';
      of: 'all' | 'number';
      /** Another setting, whose columns cannot be chosen here. */
      apartFrom?: string;
    }
  /** Sets of features, by their numbers; a feature may be in several. */
  | { kind: 'column-sets' };

/** A kind of model that can be drafted for the data. */
export interface FamilyOffer {
  /** What `recipe.model.family` says. */
  architecture: string;
  /** The family that it belongs to. */
  family: string;
  /** Its settings; empty for a net, whose form is its layers and its training. */
  fields: readonly SettingField[];
}
