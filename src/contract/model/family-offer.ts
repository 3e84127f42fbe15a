// What a family of models offers for a project's data, as the form shows it. Names are messages: `model_family_<architecture>`, and of
// a setting `model_family_<family>_<key>`, with `…_hint` where there is more to say.

/** One setting of a family: what kind of field it has, and its bounds. */
export type SettingField = (
  | { kind: 'number'; minimum: number; maximum: number; integer?: true }
  | { kind: 'switch' }
  | { kind: 'choice'; options: readonly string[] }
) & {
  key: string;
  /** The tasks that it means something to; absent: all. */
  tasks?: readonly string[];
};

/** A kind of model that can be drafted for the data. */
export interface FamilyOffer {
  /** What `recipe.model.family` says. */
  architecture: string;
  /** The family that it belongs to. */
  family: string;
  /** Its settings; empty for a net, whose form is its layers and its training. */
  fields: readonly SettingField[];
}
