// Judging predicted numbers: the splits, the histogram of residuals and the scatter.
import type { RegressionBlock } from '../../../contract/model/judgement';
import { percentile } from '../../predictions/bootstrap';
import { JudgedNumbers } from '../../predictions/judged-numbers';
import type { Judged, JudgingContext, PredictedRows, SplitName } from '../task';

const residualBins = 30;
const scatterPairs = 1000;

/** All splits, and what is drawn of test. Throws `rows_too_few` without test rows. */
export function judgeNumbers(
  predicted: Record<SplitName, PredictedRows>,
  { sample }: Pick<JudgingContext, 'sample'>,
): Judged {
  const { test } = predicted;
  const split = (rows: PredictedRows) =>
    rows.actual.length === 0 ? null : new JudgedNumbers(rows.outputs, rows.actual);
  return {
    splits: {
      train: split(predicted.train),
      validation: split(predicted.validation),
      test: new JudgedNumbers(test.outputs, test.actual),
    },
    block: { kind: 'regression', residuals: residualsOf(test, sample(test.actual.length, scatterPairs)) },
  };
}

function residualsOf({ actual, outputs }: PredictedRows, shown: Uint32Array): RegressionBlock['residuals'] {
  const residuals = Float64Array.from(actual, (value, row) => value - outputs[row]!);
  const sorted = residuals.slice().sort();
  // A few outliers would flatten all else: they are counted in the outermost bins.
  const low = percentile(sorted, 0.005);
  const high = Math.max(percentile(sorted, 0.995), low + Number.EPSILON * Math.max(1, Math.abs(low)));
  const edges = Array.from({ length: residualBins + 1 }, (_, i) => low + ((high - low) * i) / residualBins);
  const counts = new Array<number>(residualBins).fill(0);
  for (const residual of residuals) {
    const bin = Math.floor(((residual - low) / (high - low)) * residualBins);
    counts[Math.min(residualBins - 1, Math.max(0, bin))]!++;
  }
  return {
    edges,
    counts,
    actual: Array.from(shown, (row) => actual[row]!),
    predicted: Array.from(shown, (row) => outputs[row]!),
  };
}
