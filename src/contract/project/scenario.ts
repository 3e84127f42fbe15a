// A scenario: a working template. What its card says are the messages `scenario_<id>_title` and `scenario_<id>_text`.
import type { Goals } from './project';
import type { NetRecipe, Task } from '../model/recipe';

/** The gallery, in order: all that the first screen needs to know. The rest of each lies in `scenarios/<id>/`. */
export const scenarioCards = [
  { id: 'digits', kind: 'images', synthetic: false, rows: 10_000 },
  { id: 'credit', kind: 'table', synthetic: true, rows: 5_000 },
  { id: 'bird-strikes', kind: 'table', synthetic: false, rows: 10_000 },
] as const satisfies readonly { id: string; kind: 'images' | 'table'; synthetic: boolean; rows: number }[];

/** One card of the gallery. */
export type ScenarioCard = (typeof scenarioCards)[number];

/** The name of a scenario, of its folder and of its messages. */
export type ScenarioId = ScenarioCard['id'];

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
