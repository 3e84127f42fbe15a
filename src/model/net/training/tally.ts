// Loss and metric over the rows of an epoch, summed in float64 in the order of the rows, so that how often
// results are read back from the device changes nothing.
import type { Run } from '../../../contract/model/run';
import type { Task } from '../../../contract/model/recipe';
import { rocAuc } from '../../../domain/metrics/roc';
import type { NamedValues } from '../serving/artifact';
import { lossSum, type Loss } from './losses';

/** The metric of the curves for each task. */
export const curveMetric = {
  binary: 'auc',
  multiclass: 'accuracy',
  regression: 'rmse',
} as const satisfies Record<Task, Run['metric']>;

/** What AUC ranks of one epoch: batches come in random order, so the first scores are a fair sample. */
const scoresKept = 100_000;

/** The sums as a checkpoint keeps them. */
export interface TallySums {
  lossSum: number;
  metricSum: number;
  samples: number;
}

/** Sums over an epoch, or over the validation rows. */
export class Tally {
  readonly #task: Task;
  readonly #loss: Loss;
  /** Units of the target in one unit of the net's output. */
  readonly #scale: number;
  #sums: TallySums = { lossSum: 0, metricSum: 0, samples: 0 };
  #scores: number[] = [];
  #labels: number[] = [];
  readonly #kept: number;

  constructor(task: Task, loss: Loss, scale: number, kept = scoresKept) {
    this.#task = task;
    this.#loss = loss;
    this.#scale = scale;
    this.#kept = kept;
  }

  /** Adds one batch; returns its mean loss. */
  add(logits: Float32Array, labels: Float32Array): number {
    const sum = lossSum(this.#loss, logits, labels);
    this.#sums.lossSum += sum;
    this.#sums.samples += labels.length;
    switch (this.#task) {
      case 'multiclass':
        this.#sums.metricSum += countCorrect(logits, labels);
        break;
      case 'regression':
        labels.forEach((label, row) => (this.#sums.metricSum += ((logits[row]! - label) * this.#scale) ** 2));
        break;
      case 'binary':
        for (let row = 0; row < labels.length && this.#scores.length < this.#kept; row++) {
          this.#scores.push(logits[row]!);
          this.#labels.push(labels[row]!);
        }
    }
    return sum / labels.length;
  }

  get sums(): TallySums {
    return { ...this.#sums };
  }

  /** Mean loss so far; 0 before any row. */
  get loss(): number {
    return this.#sums.lossSum / Math.max(1, this.#sums.samples);
  }

  /** Accuracy, AUC (one half where a class is absent) or root mean squared error in the target's unit. */
  get metric(): number {
    const mean = this.#sums.metricSum / Math.max(1, this.#sums.samples);
    switch (this.#task) {
      case 'multiclass':
        return mean;
      case 'regression':
        return Math.sqrt(mean);
      case 'binary':
        return rocAuc(Float32Array.from(this.#scores), Int32Array.from(this.#labels)) ?? 0.5;
    }
  }

  /** Scores and labels as tensors `running/*` of a checkpoint. */
  tensors(): NamedValues[] {
    if (this.#scores.length === 0) return [];
    const shape = [this.#scores.length];
    return [
      { name: 'running/scores', shape, values: Float32Array.from(this.#scores) },
      { name: 'running/labels', shape, values: Float32Array.from(this.#labels) },
    ];
  }

  /** Goes on from a checkpoint. */
  restore(sums: TallySums, tensors: readonly NamedValues[]): void {
    this.#sums = { ...sums };
    const valuesOf = (name: string) => [...(tensors.find((tensor) => tensor.name === name)?.values ?? [])];
    this.#scores = valuesOf('running/scores');
    this.#labels = valuesOf('running/labels');
  }
}

function countCorrect(logits: Float32Array, labels: Float32Array): number {
  const classes = logits.length / labels.length;
  let correct = 0;
  for (let row = 0; row < labels.length; row++) {
    let best = 0;
    for (let j = 1; j < classes; j++) {
      if (logits[row * classes + j]! > logits[row * classes + best]!) best = j;
    }
    if (best === labels[row]) correct++;
  }
  return correct;
}
