// What a finished model says about rows of its dataset: outputs as people read them, beside the truth. Batch by batch.
import type { Predictor } from '../../model/families/numerics';
import { outputColumns, toOutputs } from '../../model/net/serving/predict';
import { targetScaling, type RunData } from '../training/run-data';
import type { Outputs } from '../../domain/tasks/task';
import { readEncoded } from '../dataset/split/split-rows';

/** Rows with their truth and the model's outputs. */
export interface JudgedRows {
  /** Row numbers in the dataset, from 0. */
  rows: Uint32Array;
  /** Class indices, or numbers in the target's unit. */
  actual: Float64Array;
  /** Row-major [rows, columns]: probabilities (binary has two), or the one number. */
  outputs: Outputs;
  columns: number;
  /** Of a calibrated model: its outputs without the calibrator. */
  uncalibrated?: Outputs;
}

/** Predicts all wanted rows; `onBatch` hears how many were done and may throw to stop. */
export async function predictRows(
  predictor: Predictor,
  data: RunData,
  count: number,
  isWanted: (row: number) => boolean,
  onBatch: (done: number) => Promise<void>,
): Promise<JudgedRows> {
  const { task } = data.recipe;
  const { classes } = data.shape;
  const scaling = targetScaling(data.fitted);
  const columns = outputColumns(task, classes);
  const isNumber = data.fitted.target.kind === 'number';
  const judged: JudgedRows = {
    rows: new Uint32Array(count),
    actual: new Float64Array(count),
    // As exact as the target: float32 would round 16,777,217, and 22.9.
    outputs: isNumber ? new Float64Array(count * columns) : new Float32Array(count * columns),
    columns,
    ...(predictor.uncalibrated ? { uncalibrated: new Float32Array(count * columns) } : {}),
  };
  let done = 0;
  for await (const batch of readEncoded(data, isWanted, data.evaluationRows)) {
    const { uncalibrated } = predictor;
    const scores = await (uncalibrated ?? predictor).predict(batch.features, batch.rows);
    const logits = uncalibrated ? uncalibrated.calibrate(scores) : scores;
    judged.rows.set(batch.sourceRows, done);
    judged.actual.set(batch.actual, done);
    judged.outputs.set(toOutputs(task, logits, predictor.outputs, scaling), done * columns);
    judged.uncalibrated?.set(toOutputs(task, scores, predictor.outputs, scaling), done * columns);
    done += batch.rows;
    await onBatch(done);
  }
  return judged;
}
