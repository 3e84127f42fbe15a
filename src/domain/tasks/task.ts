// What a task is to the rest of the app: what it can learn, what a model puts out for it, how that is judged. One folder a task;
// registry.ts lists them. Pure functions only: tensors stay in model.
import type { DecisionRule } from '../../contract/model/decision';
import type { Column } from '../../contract/data/dataset';
import type { JudgementBlock } from '../../contract/model/judgement';
import type { NetRecipe, SettingsRecipe } from '../../contract/model/recipe';
import type { MetricValues } from '../metrics/measure';
import type { JudgedSplit, PredictionKind } from '../predictions/judged';

/** A target column as far as its profile knows it. */
export interface TargetFacts {
  type: Column['type'];
  /** Distinct values that are present. */
  distinct: number;
  /** Its values look like whole numbers. */
  whole: boolean;
  /** Its name is one that classes go by. */
  namedLikeClasses: boolean;
}

/** Which target columns a task can learn. */
export interface TargetFit {
  /** As what a label is encoded: the index of a class, or a scaled number. */
  readonly learns: 'classes' | 'number';
  /** What such a column must hold, in a few words for scripts. */
  readonly needs: string;
  /** Whether it could be learnt from such a column at all. */
  accepts(target: Pick<TargetFacts, 'type' | 'distinct'>): boolean;
  /** Whether it is offered for such a column; a person may still have chosen another. */
  offers(target: Pick<TargetFacts, 'type' | 'distinct'>): boolean;
  /** Whether such a column asks for it without being told. */
  suits(target: TargetFacts): boolean;
  /** Whether so many classes among the rows can be learnt. */
  takesClasses(classes: number): boolean;
  /** Classes of a net for a target of so many values; 0 where it learns numbers. */
  classes(distinct: number): number;
}

/** Outputs as they are kept: probabilities in 32 bits, numbers in the 64 that their target has. */
export type Outputs = Float32Array | Float64Array;

/** The layer that ends a net, and how its logits become outputs that a person reads. */
export interface OutputHead {
  readonly activation: 'sigmoid' | 'softmax' | 'linear';
  /** Units of the output layer. */
  units(classes: number): number;
  /** Columns of `outputs`: one a class (binary has two), or the one number. */
  columns(classes: number): number;
  /** Logits, row-major [rows, units], as outputs, row-major [rows, columns]. `target` undoes the scaling of numbers. */
  outputs(logits: Float32Array, units: number, target: { shift: number; scale: number }): Outputs;
  /** Where in `outputs` the value of the activated head at `index` stands, as exported files answer with it. */
  activatedAt(index: number): number;
  /** What an exported file answers with, for its README. */
  describe(target: string): string;
}

/** The metric of the curves, gathered batch by batch while training goes on. */
export type CurveMetric =
  /** The mean over rows of what each adds to a running sum, row by row; `scale`: target's units in one unit of the net's output. */
  | {
      readonly name: string;
      readonly kind: 'sum';
      add(sum: number, logits: Float32Array, labels: Float32Array, scale: number): number;
      of(mean: number): number;
    }
  /** A figure of all scores (the first logit of each row) and their labels. */
  | { readonly name: string; readonly kind: 'scores'; of(scores: Float32Array, labels: Int32Array): number };

/** Rows with their truth and a model's outputs. */
export interface PredictedRows {
  /** Class indices, or numbers in the target's unit. */
  actual: ArrayLike<number>;
  /** Row-major [rows, columns]. */
  outputs: Outputs;
  columns: number;
  /** Of a calibrated model: its outputs without the calibrator. */
  uncalibrated?: Outputs;
}

export type SplitName = 'train' | 'validation' | 'test';

/** What judging needs beside the rows. */
export interface JudgingContext {
  classes: readonly string[];
  /** How the threshold of two classes is chosen. */
  rule: DecisionRule;
  /** At most `limit` of `rows` places, drawn by the run's seed, in ascending order. */
  sample(rows: number, limit: number): Uint32Array;
}

/** Splits ready to be measured (null where one has no rows), and the part of the judgement that is of this kind. */
export interface Judged {
  splits: Record<SplitName, JudgedSplit | null>;
  block: JudgementBlock;
}

/** One row's outputs as an answer. */
export interface Answer {
  value: string | number;
  /** Of each class; empty where it is no classification. */
  probabilities: number[];
}

/** What an answer needs beside the outputs. */
export interface AnswerKey {
  classes: readonly string[];
  threshold: number;
}

/** One task. Its name in words is the message `task_<name>`. */
export interface TaskDefinition {
  readonly name: string;
  /** The kind of its predictions: which metrics apply, and which block its judgement has. */
  readonly judges: PredictionKind;
  readonly target: TargetFit;
  readonly head: OutputHead;
  /** Losses of a net; the first is the default. */
  readonly losses: readonly [NetRecipe['loss'], ...NetRecipe['loss'][]];
  readonly curve: CurveMetric;
  /** The metric that tables of runs show beside that of the curves. */
  readonly second: string;
  /** The simplest rival on the same rows: its family and that family's settings. */
  readonly baseline: Readonly<SettingsRecipe['model']>;
  /** Parts of the test rows that are scored by themselves: those smaller say more about chance than about the model. */
  readonly slices: { readonly fewestRows: number; readonly most: number };
  /** The metric of the headline, the interval, the slices and E. */
  primary(test: MetricValues): string;
  judge(predicted: Record<SplitName, PredictedRows>, context: JudgingContext): Judged;
  /** Outputs, row-major, as answers. */
  answers(outputs: Outputs, key: AnswerKey): Answer[];
}
