// A scenario: a working template. Its texts are messages `scenario_<id>_title` and `scenario_<id>_text`.
import type { Goals } from './project';
import type { NetRecipe, Task } from '../model/recipe';

export interface ScenarioCard {
  id: 'digits' | 'credit';
  kind: 'images' | 'table';
  synthetic: boolean;
  rows: number;
}

/** The gallery, in order: all that the first screen needs to know. */
export const scenarioCards: readonly ScenarioCard[] = [
  { id: 'digits', kind: 'images', synthetic: false, rows: 10_000 },
  { id: 'credit', kind: 'table', synthetic: true, rows: 5_000 },
];

/** What a scenario decides beside its data. */
export interface ScenarioPlan {
  goals: Goals;
  target: string;
  task: Task;
  protected: string[];
  ignored: string[];
  split: { train: number; validation: number; test: number; seed: number };
  accountability: { licence: string; consent: string; source: string; retention: string };
  /** Overrides of the default recipe. */
  recipe: Partial<
    Pick<
      NetRecipe,
      | 'model'
      | 'optimizer'
      | 'schedule'
      | 'batchSize'
      | 'epochs'
      | 'earlyStopping'
      | 'regularization'
      | 'clipNorm'
    >
  >;
}
