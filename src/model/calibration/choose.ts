// Whether the probabilities of a model are calibrated, and how. Decided on validation rows alone, by log loss, which only true probabilities
// make as small as can be. Each row is scored by a calibrator that was fitted to other rows (cross-fitting), so that none profits from chance.
import type {
  Calibration,
  CalibrationChoice,
  Calibrator,
  CalibratorKind,
} from '../../contract/model/calibration/calibration';
import { Philox } from '../../domain/random';
import { streamOf } from '../net/training/streams';
import { classesOf, rowLosses, type CalibrationSample } from './calibrator';
import { calibrated, calibratorForm } from './registry';

/** Parts that rows are divided into to be scored. */
const parts = 5;
/** Rows below which nothing is fitted, and rows of either of two classes: a part would lack it, or nearly. */
const fewest = 20;
const fewestOfClass = 10;
/** Standard errors by which log loss has to become smaller. */
const clear = 2;

/** What a recipe asks for. */
export interface CalibrationWish {
  choice: Exclude<CalibrationChoice, 'none'>;
  /** The kinds that suit the task, the simpler first. */
  kinds: readonly CalibratorKind[];
  seed: number;
}

/** What was found: a calibrator, or why none. */
export type CalibrationOutcome =
  | { kind: 'calibrated'; calibration: Calibration }
  /** The best kind would not have made log loss smaller by more than chance. */
  | { kind: 'kept'; best: CalibratorKind; rows: number; logLoss: Calibration['logLoss'] }
  /** Too few rows, or none of a class, to tell. */
  | { kind: 'few-rows'; rows: number }
  /** The kind that was asked for cannot be fitted to these scores. */
  | { kind: 'unfit'; rows: number };

interface Trial {
  kind: CalibratorKind;
  calibrator: Calibrator;
  losses: Float64Array;
}

/** Decides by rows that the model did not learn from. */
export function chooseCalibration(
  sample: CalibrationSample,
  { choice, kinds, seed }: CalibrationWish,
): CalibrationOutcome {
  const rows = sample.labels.length;
  if (rows < fewest || (sample.outputs === 1 && fewestRowsOfAClass(sample) < fewestOfClass))
    return { kind: 'few-rows', rows };
  const tried =
    choice === 'auto' ? kinds.filter((kind) => rows >= calibratorForm(kind).fewestRows) : [choice];
  if (tried.length === 0) return { kind: 'few-rows', rows };
  const part = partsOf(rows, seed);
  const before = rowLosses(sample);
  const trials = tried.flatMap((kind) => tryKind(sample, kind, part) ?? []);
  if (trials.length === 0) return { kind: 'unfit', rows };
  // A kind that can follow more shapes has to be clearly better than a simpler one.
  const best = trials.reduce((held, next) => (isClear(held.losses, next.losses) ? next : held));
  const logLoss = { before: mean(before), after: mean(best.losses) };
  if (choice === 'auto' && !isClear(before, best.losses))
    return { kind: 'kept', best: best.kind, rows, logLoss };
  return { kind: 'calibrated', calibration: { calibrator: best.calibrator, rows, logLoss } };
}

function tryKind(sample: CalibrationSample, kind: CalibratorKind, part: Uint8Array): Trial | null {
  const form = calibratorForm(kind);
  const calibrator = form.fit(sample);
  if (!calibrator) return null;
  const losses = new Float64Array(part.length);
  for (let held = 0; held < parts; held++) {
    const fitted = form.fit(rowsOf(sample, (row) => part[row] !== held));
    if (!fitted) return null;
    const others = rowsOf(sample, (row) => part[row] === held);
    const scores = calibrated(fitted, others.scores, others.outputs);
    const own = rowLosses({ ...others, scores });
    let at = 0;
    part.forEach((each, row) => {
      if (each === held) losses[row] = own[at++]!;
    });
  }
  return { kind, calibrator, losses };
}

/** The part of each row, in turns over rows in a drawn order, so that parts are alike in size. */
function partsOf(rows: number, seed: number): Uint8Array {
  const part = new Uint8Array(rows);
  new Philox(seed, streamOf('calibration')).permutation(rows).forEach((row, at) => (part[row] = at % parts));
  return part;
}

function rowsOf(
  { scores, outputs, labels }: CalibrationSample,
  isWanted: (row: number) => boolean,
): CalibrationSample {
  const rows = Uint32Array.from(labels.keys()).filter(isWanted);
  const taken = new Float32Array(rows.length * outputs);
  rows.forEach((row, at) => taken.set(scores.subarray(row * outputs, (row + 1) * outputs), at * outputs));
  return { scores: taken, outputs, labels: Int32Array.from(rows, (row) => labels[row]!) };
}

/** Whether the second losses are smaller on the average, by more than their differences vary. */
function isClear(losses: Float64Array, others: Float64Array): boolean {
  const gains = losses.map((loss, row) => loss - others[row]!);
  const gain = mean(gains);
  const variance = gains.reduce((sum, each) => sum + (each - gain) ** 2, 0) / Math.max(1, gains.length - 1);
  return gain > clear * Math.sqrt(variance / gains.length);
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function fewestRowsOfAClass(sample: CalibrationSample): number {
  const counts = new Float64Array(classesOf(sample));
  for (const label of sample.labels) counts[label]!++;
  return counts.reduce((least, count) => Math.min(least, count), Infinity);
}
