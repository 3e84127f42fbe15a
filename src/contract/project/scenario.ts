// A scenario: a working template. What its card says are the messages `scenario_<id>_title` and `scenario_<id>_text`.
import type { Goals } from './project';
import type { DecisionRule } from '../model/decision';
import type { NetRecipe, SplitSpec, Task } from '../model/recipe';

/** The gallery, in order: all that the first screen needs to know. The rest of each lies in `scenarios/<id>/`. */
export const scenarioCards = [
  { id: 'digits', kind: 'images', synthetic: false, rows: 10_000 },
  { id: 'credit', kind: 'table', synthetic: true, rows: 5_000 },
  { id: 'bird-strikes', kind: 'table', synthetic: false, rows: 10_000 },
  { id: 'card-fraud', kind: 'table', synthetic: true, rows: 20_000 },
  { id: 'readmission', kind: 'table', synthetic: true, rows: 8_000 },
  { id: 'machine-failure', kind: 'table', synthetic: true, rows: 9_600 },
  { id: 'churn', kind: 'table', synthetic: true, rows: 7_000 },
  { id: 'wages', kind: 'table', synthetic: true, rows: 6_000 },
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
  /** What it does not say is as for any table. */
  split: Pick<SplitSpec, 'train' | 'validation' | 'test' | 'seed'> & Partial<SplitSpec>;
  /** How the threshold is chosen; absent: as for any table. */
  decision?: DecisionRule;
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
