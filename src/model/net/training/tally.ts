// Loss and metric over the rows of an epoch, summed in float64 in the order of the rows, so that how often
// results are read back from the device changes nothing.
import type { Task } from '../../../contract/model/recipe';
import type { CurveMetric } from '../../../domain/tasks/task';
import { taskNamed } from '../../../domain/tasks/registry';
import type { NamedValues } from '../serving/artifact';
import { lossSum, type Loss } from './losses';

/** What a metric of all scores ranks of one epoch: batches come in random order, so the first scores are a fair sample. */
const scoresKept = 100_000;

/** The sums as a checkpoint keeps them. */
export interface TallySums {
  lossSum: number;
  metricSum: number;
  samples: number;
}

/** Sums over an epoch, or over the validation rows. */
export class Tally {
  readonly #curve: CurveMetric;
  readonly #loss: Loss;
  /** Units of the target in one unit of the net's output. */
  readonly #scale: number;
  #sums: TallySums = { lossSum: 0, metricSum: 0, samples: 0 };
  #scores: number[] = [];
  #labels: number[] = [];
  readonly #kept: number;

  constructor(task: Task, loss: Loss, scale: number, kept = scoresKept) {
    this.#curve = taskNamed(task).curve;
    this.#loss = loss;
    this.#scale = scale;
    this.#kept = kept;
  }

  /** Adds one batch; returns its mean loss. */
  add(logits: Float32Array, labels: Float32Array): number {
    const sum = lossSum(this.#loss, logits, labels);
    this.#sums.lossSum += sum;
    this.#sums.samples += labels.length;
    if (this.#curve.kind === 'sum') {
      this.#sums.metricSum = this.#curve.add(this.#sums.metricSum, logits, labels, this.#scale);
    } else {
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

  /** The task's curve metric over all rows so far. */
  get metric(): number {
    const { metricSum, samples } = this.#sums;
    if (this.#curve.kind === 'sum') return this.#curve.of(metricSum / Math.max(1, samples));
    return this.#curve.of(Float32Array.from(this.#scores), Int32Array.from(this.#labels));
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
