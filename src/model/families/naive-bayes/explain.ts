// What naive Bayes learnt, for people: how frequent classes are, and the distribution of each column in each of them.
import type { DistributionsExplanation } from '../../../contract/model/explanation';
import type { FittedPreprocessing } from '../../../contract/model/run';
import { columnsOf } from './columns';
import type { BayesModel } from './model';

/** Every column in the order of the data. */
export function explainBayes(
  preprocessing: FittedPreprocessing,
  { logPriors, columns }: BayesModel,
): DistributionsExplanation {
  const described = columnsOf(preprocessing);
  const { target } = preprocessing;
  return {
    kind: 'distributions',
    outputs: target.kind === 'classes' ? target.classes : [],
    priors: [...logPriors.map(Math.exp)],
    columns: columns.map((column, at) => {
      const { name, levels } = described[at]!;
      if (column.kind === 'number')
        return {
          ...{ kind: 'number', name, means: [...column.means] },
          deviations: [...column.variances.map(Math.sqrt)],
        };
      return {
        ...{ kind: 'levels', name },
        levels: (levels ?? []).map((level, place) => ({
          level,
          shares: [...logPriors.keys()].map((k) => Math.exp(column.logShares[k * column.levels + place]!)),
        })),
      };
    }),
  };
}
