// One of two classes: the net answers with the logit of the second.
import { auc } from '../../metrics/auc';
import { accuracy } from '../../metrics/accuracy';
import { logLoss } from '../../metrics/log-loss';
import { probabilityColumn } from '../../predictions/classes';
import { rocAuc } from '../../predictions/ranking';
import { decide } from '../../predictions/threshold';
import { classAnswers, judgeClassification } from '../judging/classification';
import { linearBaseline } from '../baseline-model';
import type { TaskDefinition } from '../task';

export const binary: TaskDefinition = {
  name: 'binary',
  judges: 'classification',
  target: {
    learns: 'classes',
    needs: 'a column of two values',
    accepts: ({ distinct }) => distinct === 2,
    offers: ({ distinct }) => distinct === 2,
    suits: ({ type, distinct, whole }) => distinct === 2 && (type === 'category' || whole),
    takesClasses: (classes) => classes === 2,
    classes: () => 2,
  },
  head: {
    activation: 'sigmoid',
    units: () => 1,
    columns: () => 2,
    outputs: probabilitiesOf,
    activatedAt: (index) => index * 2 + 1,
    describe: () => 'the probability of the second class of hearth.json (preprocessing.target.classes)',
  },
  losses: ['cross-entropy'],
  // One half where a class is absent.
  curve: { name: auc.name, kind: 'scores', of: (scores, labels) => rocAuc(scores, labels) ?? 0.5 },
  second: logLoss.name,
  baseline: linearBaseline,
  slices: { fewestRows: 30, most: 100 },
  // Where test has one class only, nothing can be ranked.
  primary: (test) => (test[auc.name] == null ? accuracy.name : auc.name),
  judge(predicted, { classes, rule }) {
    const { outputs, actual } = predicted.validation;
    const { threshold, decision } = decide(probabilityColumn(outputs, 2, 1), Int32Array.from(actual), rule);
    const { splits, block } = judgeClassification(predicted, { classes, threshold });
    return { splits, block: { ...block, decision } };
  },
  answers: classAnswers,
};

/** [1 − p, p] of each logit. */
function probabilitiesOf(logits: Float32Array): Float32Array {
  const probabilities = new Float32Array(logits.length * 2);
  logits.forEach((z, row) => {
    probabilities[row * 2] = 1 / (1 + Math.exp(z));
    probabilities[row * 2 + 1] = 1 / (1 + Math.exp(-z));
  });
  return probabilities;
}
