// One of three classes or more: the net answers with a logit for each.
import { classLimits } from '../../class-limits';
import { accuracy } from '../../metrics/accuracy';
import { logLoss } from '../../metrics/log-loss';
import { classAnswers, judgeClassification } from '../judging/classification';
import { linearBaseline } from '../baseline-model';
import type { TaskDefinition } from '../task';

/** More whole numbers than this are not guessed to be classes, even where the column is named like some. */
const guessedNumbers = 10;

export const multiclass: TaskDefinition = {
  name: 'multiclass',
  judges: 'classification',
  target: {
    learns: 'classes',
    needs: 'a column of three values or more',
    accepts: ({ distinct }) => distinct !== 2,
    offers: ({ type, distinct }) =>
      distinct > 2 && (type === 'category' || distinct <= classLimits.ofNumbers),
    suits: ({ type, distinct, whole, namedLikeClasses }) =>
      distinct > 2 &&
      (type === 'category'
        ? distinct <= (namedLikeClasses ? classLimits.learnt : classLimits.proposed)
        : whole && namedLikeClasses && distinct <= guessedNumbers),
    takesClasses: () => true,
    classes: (distinct) => distinct,
  },
  head: {
    activation: 'softmax',
    units: (classes) => classes,
    columns: (classes) => classes,
    outputs: softmax,
    activatedAt: (index) => index,
    describe: () =>
      'one probability for each class of hearth.json (preprocessing.target.classes), in that order',
  },
  losses: ['cross-entropy'],
  curve: { name: accuracy.name, kind: 'sum', add: countCorrect, of: (mean) => mean },
  second: logLoss.name,
  baseline: linearBaseline,
  slices: { fewestRows: 30, most: 100 },
  primary: () => accuracy.name,
  // The most probable class needs no threshold.
  judge: (predicted, { classes }) => judgeClassification(predicted, { classes, threshold: 0.5 }),
  answers: classAnswers,
};

function softmax(logits: Float32Array, units: number): Float32Array {
  const probabilities = new Float32Array(logits.length);
  for (let start = 0; start < logits.length; start += units) {
    let max = -Infinity;
    for (let j = start; j < start + units; j++) max = Math.max(max, logits[j]!);
    let sum = 0;
    for (let j = start; j < start + units; j++) sum += Math.exp(logits[j]! - max);
    for (let j = start; j < start + units; j++) probabilities[j] = Math.exp(logits[j]! - max) / sum;
  }
  return probabilities;
}

function countCorrect(before: number, logits: Float32Array, labels: Float32Array): number {
  const classes = logits.length / labels.length;
  let correct = before;
  for (let row = 0; row < labels.length; row++) {
    let best = 0;
    for (let j = 1; j < classes; j++) {
      if (logits[row * classes + j]! > logits[row * classes + best]!) best = j;
    }
    if (best === labels[row]) correct++;
  }
  return correct;
}
