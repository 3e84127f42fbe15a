// What the recipes of a project's runs say, as columns: a table of thousands of runs asks for those that it shows, not for whole records.

import type { Run } from '../run';

/** What decided a run, and whether it was solved for: without its curve and weights. */
export type DecidedRun = Pick<Run, 'id' | 'recipe' | 'convergence'>;

/** A value of a recipe's field; null where the recipe has no such field. */
export type FieldValue = string | number | boolean | null;

/** One field of all runs. Few values are different: each run has the place of its own among them. */
export interface FieldColumn {
  /** As in the recipe: `optimizer.learningRate`, `model.settings.rounds`. */
  path: string;
  values: FieldValue[];
  /** One a run. */
  codes: Uint32Array;
}

export interface RunFields {
  /** Of the runs that were read, in the order of the codes. */
  runIds: string[];
  columns: FieldColumn[];
  /** Numbers of the studies that made runs. */
  studies: { runId: string; number: number }[];
}
