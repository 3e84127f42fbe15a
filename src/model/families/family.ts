// What a family of models is, as far as it can be said without its numerics: the data worker drafts recipes by this and loads no tensors.
// What computes is behind numerics.ts. A README in this folder says how to add a family.
import type { DatasetVersion } from '../../contract/data/dataset';
import type { SettingField } from '../../contract/model/family-offer';
import type {
  PreprocessingSpec,
  Recipe,
  RecipeSubject,
  SettingsRecipe,
  Task,
} from '../../contract/model/recipe';
import type { SearchSpace } from '../../contract/model/search/search-space';
import type { ScenarioPlan } from '../../contract/project/scenario';

/** What a draft is made for. `overrides` are a scenario's own values, found for nets. */
export interface DraftInput {
  architecture: string;
  dataset: DatasetVersion;
  subject: RecipeSubject;
  overrides: ScenarioPlan['recipe'];
}

/** What the bounds of a search depend on. `rows` are those that are not for test. */
export interface SpaceInput {
  architecture: string;
  task: Task;
  rows: number;
  columns: number;
}

/** One family, in its folder; `families/registry.ts` lists them. */
export interface ModelFamily {
  /** Name of its folder. */
  id: string;
  /** The values of `recipe.model.family` that are this family's, those of old records included. */
  architectures: readonly string[];
  /** Those that are drafted, the best fitting first; none where it cannot learn this task from such data. */
  offers(task: Task, kind: DatasetVersion['kind']): readonly string[];
  /** Whether it computes on a backend (and so waits for a probe, a self-test and a lease of the device). */
  needsBackend: boolean;
  /** Whether a recipe gives the same bits each time it runs on one device. */
  isDeterministic: boolean;
  /** Its settings as the form shows them; a net's form is its layers and its training. */
  fields: readonly SettingField[];
  /** How it wants columns where the plan says nothing of them; absent: as the plan has them. */
  treatment?(spec: PreprocessingSpec): PreprocessingSpec;
  /** Of a family whose models are made of others: their recipes. A sample then has the columns as each of them wants them. */
  members?(recipe: SettingsRecipe): readonly SettingsRecipe[];
  /** Whether a search tries it on so many rows and columns; absent: on any. */
  isTried?(input: SpaceInput): boolean;
  /** Which of its settings are worth a search, and within which bounds, by paths such as `settings.rounds`; absent: none. */
  space?(input: SpaceInput): SearchSpace;
  /** A complete recipe that needs no settings. Throws `recipe_invalid` where the architecture cannot read the data. */
  draft(input: DraftInput): Recipe;
  /** Holds what the contract leaves to the family against its own schema. Throws `recipe_invalid` with the field. */
  validate(recipe: Recipe): Recipe;
}
