// Judging predicted classes: shared by the tasks that have them.
import type { ClassificationBlock } from '../../../contract/model/judgement';
import { brier } from '../../metrics/brier';
import { ece } from '../../metrics/ece';
import { logLoss } from '../../metrics/log-loss';
import { predictedClass, probabilityColumn } from '../../predictions/classes';
import { confusion, JudgedClasses, reliability } from '../../predictions/judged-classes';
import { prCurve, rocCurve } from '../../predictions/ranking';
import type { Answer, AnswerKey, Judged, Outputs, PredictedRows, SplitName } from '../task';

/** Splits at a threshold, and what is drawn of test. Throws `rows_too_few` without test rows. */
export function judgeClassification(
  predicted: Record<SplitName, PredictedRows>,
  { classes, threshold }: AnswerKey,
): Judged & { block: ClassificationBlock } {
  const test = judgedClasses(predicted.test, threshold);
  const split = (rows: PredictedRows) => (rows.actual.length === 0 ? null : judgedClasses(rows, threshold));
  return {
    splits: { train: split(predicted.train), validation: split(predicted.validation), test },
    block: {
      kind: 'classification',
      classes: [...classes],
      threshold,
      ...picturesOf(test),
      ...beforeCalibration(predicted.test),
    },
  };
}

function judgedClasses({ outputs, actual, columns }: PredictedRows, threshold: number): JudgedClasses {
  const probabilities = outputs instanceof Float32Array ? outputs : Float32Array.from(outputs);
  return new JudgedClasses(probabilities, Int32Array.from(actual), columns, threshold);
}

/** Metrics that calibration is for. */
const calibrationMetrics = [ece, logLoss, brier];

function beforeCalibration({
  uncalibrated,
  ...rows
}: PredictedRows): Pick<ClassificationBlock, 'uncalibrated'> {
  if (!uncalibrated) return {};
  const judged = judgedClasses({ ...rows, outputs: uncalibrated }, 0.5);
  const metrics = Object.fromEntries(calibrationMetrics.map(({ name, compute }) => [name, compute(judged)]));
  return { uncalibrated: { calibration: judged.of(reliability), metrics } };
}

type Pictures = Omit<ClassificationBlock, 'kind' | 'classes' | 'threshold' | 'decision' | 'uncalibrated'>;

function picturesOf(test: JudgedClasses): Pictures {
  const scores = test.k === 2 ? probabilityColumn(test.probabilities, 2, 1) : null;
  return {
    confusion: test.of(confusion),
    roc: scores && rocCurve(scores, test.labels),
    precisionRecall: scores && prCurve(scores, test.labels),
    calibration: test.of(reliability),
    ...(scores ? { calibrated: 'positive' as const } : {}),
  };
}

/** The class of each row by the threshold, with all probabilities. */
export function classAnswers(outputs: Outputs, { classes, threshold }: AnswerKey): Answer[] {
  const k = classes.length;
  return Array.from({ length: outputs.length / k }, (_, row) => ({
    value: classes[predictedClass(outputs, k, threshold, row * k)] ?? '',
    probabilities: [...outputs.subarray(row * k, (row + 1) * k)],
  }));
}
