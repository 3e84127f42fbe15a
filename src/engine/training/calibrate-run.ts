// The end of a training: its model states probabilities of the validation rows, and what that shows decides whether they are calibrated.
// Training rows would flatter it, and test rows have to stay unseen. Early stopping watched the same rows, so scores are a little too good on
// them; a calibrator has to beat that.
import { inSplit } from '../../contract/data/split-codes';
import type { Calibration } from '../../contract/model/calibration/calibration';
import type { RunNotice } from '../../contract/model/run';
import { calibratorsOf } from '../../domain/tasks/calibrators';
import type { CalibrationOutcome } from '../../model/calibration/choose';
import type { CalibrationSample } from '../../model/calibration/calibrator';
import { numericsOf, type FamilyOutcome } from '../../model/families/numerics';
import { readEncoded } from '../dataset/split/split-rows';
import type { WhileDeviceLasts } from '../device/device-loss';
import { heldModel } from './held-artifact';
import type { RunData } from './run-data';

/** What becomes of the outputs, and what the run tells of that. */
export interface CalibratedRun {
  calibration?: Calibration;
  notices: RunNotice[];
}

/** Fits what the recipe asks for; nothing where it asks for nothing or the task states no probabilities. */
export async function calibrateRun(
  learnt: FamilyOutcome['learnt'],
  data: RunData,
  lasts: WhileDeviceLasts,
): Promise<CalibratedRun> {
  const { recipe } = data;
  const { calibration: choice = 'none', seed } = recipe;
  const kinds = calibratorsOf(recipe.task);
  if (choice === 'none' || kinds.length === 0) return { notices: [] };
  const sample = await validationScores(learnt, data, lasts);
  const { chooseCalibration } = await import('../../model/calibration/calibrated-model');
  return told(chooseCalibration(sample, { choice, kinds, seed }));
}

async function validationScores(
  learnt: FamilyOutcome['learnt'],
  data: RunData,
  lasts: WhileDeviceLasts,
): Promise<CalibrationSample> {
  const { recipe, fitted, partition, assignment, evaluationRows } = data;
  const rows = partition.counts.validation;
  const model = await (await numericsOf(recipe)).load(heldModel(learnt, recipe, fitted));
  try {
    const { outputs } = model;
    const scores = new Float32Array(rows * outputs);
    const labels = new Int32Array(rows);
    let at = 0;
    for await (const batch of readEncoded(data, inSplit(assignment, 'validation'), evaluationRows)) {
      scores.set(await lasts(model.predict(batch.features, batch.rows)), at * outputs);
      labels.set(batch.labels, at);
      at += batch.rows;
    }
    return { scores, outputs, labels };
  } finally {
    model.dispose();
  }
}

function told(outcome: CalibrationOutcome): CalibratedRun {
  switch (outcome.kind) {
    case 'calibrated': {
      const { calibration } = outcome;
      const { calibrator, rows, logLoss } = calibration;
      return {
        calibration,
        notices: [{ code: 'calibrated', params: { kind: calibrator.kind, rows, ...logLoss } }],
      };
    }
    case 'kept': {
      const { best, rows, logLoss } = outcome;
      return { notices: [{ code: 'calibration_kept', params: { kind: best, rows, ...logLoss } }] };
    }
    case 'few-rows':
      return { notices: [{ code: 'calibration_few_rows', params: { rows: outcome.rows } }] };
    case 'unfit':
      return { notices: [{ code: 'calibration_unfit', params: { rows: outcome.rows } }] };
  }
}
