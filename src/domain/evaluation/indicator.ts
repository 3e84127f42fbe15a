// What an indicator of E is: its row of the catalogue together with how it is measured. Those of each dimension are a list in indicators/.
import type { Dimension, ProjectStage, Step } from '../../contract/project/project';
import type { Measure } from './indicators/context';
import type { Norm } from './normalize';

/** One entry of a dimension's list; its words are the messages `indicator_<id>`, `…_formula` and `…_action`. */
export interface IndicatorDefinition {
  /** Its component and a letter, such as `M2a`. */
  id: string;
  formula: string;
  /** Fixed goalposts; a change needs a new version of the catalogue. */
  norm: Norm;
  /** A: measured by the app from its records; H: answered by a person; A+H: both. */
  source: 'A' | 'H' | 'A+H';
  /** The standard or paper that it follows; empty where it is our own. */
  after: string;
  /** The screen on which it is raised. */
  step: Step;
  /** The stage of a project from which it counts. */
  due: ProjectStage;
  /** Left out where a task has none: it speaks of classes or probabilities. */
  needs?: 'classes';
  /** How a person answers it beside the reading; its words are the messages `evaluate_answer_<id>_…`. */
  answer?: { kind: 'steps'; steps: number } | { kind: 'share' };
  /** How it is taken from the records. Absent: from a person's rating if the source is H, else not yet. */
  measure?: Measure;
}

/** One indicator f_ij as the catalogue shows it. */
export interface Indicator extends Omit<IndicatorDefinition, 'needs' | 'answer' | 'measure'> {
  dimension: Dimension;
  /** Component i of the dimension, such as `M2`. */
  component: string;
  /** False where this version of the app has no way yet to take it: it stays missing, and is no advice to anyone. */
  attainable: boolean;
}
