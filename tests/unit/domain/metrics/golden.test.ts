import { describe, expect, it } from 'vitest';
import { percentile } from '../../../../src/domain/predictions/bootstrap';
import { measureSplit } from '../../../../src/domain/metrics/measure';
import { predictedClasses, probabilityColumn } from '../../../../src/domain/predictions/classes';
import { confusionMatrix } from '../../../../src/domain/predictions/confusion';
import { JudgedClasses } from '../../../../src/domain/predictions/judged-classes';
import { JudgedNumbers } from '../../../../src/domain/predictions/judged-numbers';
import { prCurve, rocCurve } from '../../../../src/domain/predictions/ranking';
import { bestF1Threshold } from '../../../../src/domain/predictions/threshold';
import golden from '../../../fixtures/golden/metrics.json';

// Expected values: scikit-learn, see scripts/golden/metrics.py.
describe.each(golden.classes)('classification: $name', (given) => {
  const probabilities = Float32Array.from(given.probabilities);
  const labels = Int32Array.from(given.labels);

  it('agrees on every metric', () => {
    const judged = measureSplit(new JudgedClasses(probabilities, labels, given.k, given.threshold));
    for (const [name, value] of Object.entries(given.expected)) {
      // scikit-learn averages float32 Brier terms in single precision in places.
      expect(judged[name], name).toBeCloseTo(value, 6);
    }
    expect(Object.keys(judged).sort()).toEqual(Object.keys(given.expected).sort());
  });

  it('agrees on the confusion matrix', () => {
    const predicted = predictedClasses(probabilities, given.k, given.threshold);
    expect(confusionMatrix(predicted, labels, given.k)).toEqual(given.confusion);
  });

  if (given.roc && given.precisionRecall) {
    const scores = probabilityColumn(probabilities, 2, 1);
    it('agrees on the curves', () => {
      const roc = rocCurve(scores, labels)!;
      expect(roc.x).toEqual(given.roc!.x.map((x) => expect.closeTo(x, 10)));
      expect(roc.y).toEqual(given.roc!.y.map((y) => expect.closeTo(y, 10)));
      const curve = prCurve(scores, labels)!;
      expect(curve.x).toEqual(given.precisionRecall!.x.map((x) => expect.closeTo(x, 10)));
      expect(curve.y).toEqual(given.precisionRecall!.y.map((y) => expect.closeTo(y, 10)));
    });

    it('finds the threshold with the best F1', () => {
      const threshold = bestF1Threshold(scores, labels);
      expect(measureSplit(new JudgedClasses(probabilities, labels, 2, threshold))['f1']).toBeCloseTo(
        given.bestF1!,
        10,
      );
    });
  }
});

describe.each(golden.regression)('regression: $name', ({ predicted, actual, expected }) => {
  it('agrees on every metric', () => {
    const judged = measureSplit(new JudgedNumbers(predicted, actual));
    for (const [name, value] of Object.entries(expected)) {
      if (value === null) expect(judged[name], name).toBeNull();
      else expect(judged[name], name).toBeCloseTo(value, 10);
    }
    expect(Object.keys(judged).sort()).toEqual(Object.keys(expected).sort());
  });
});

it('interpolates percentiles as numpy does', () => {
  const { values, shares, expected } = golden.percentiles;
  const sorted = Float64Array.from(values).sort();
  shares.forEach((share, i) => expect(percentile(sorted, share)).toBeCloseTo(expected[i]!, 12));
});
