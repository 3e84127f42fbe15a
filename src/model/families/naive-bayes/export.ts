// Naive Bayes as one JSON file, which any language reads; read again and compared before it is given away.
import * as v from 'valibot';
import type { SettingsRecipe } from '../../../contract/model/recipe';
import type { FittedPreprocessing } from '../../../contract/model/run';
import { Philox } from '../../../domain/random';
import { streamOf } from '../../net/training/streams';
import { largestDifference } from '../compared';
import type { ExportedModel } from '../numerics';
import { columnsOf } from './columns';
import { jointLogLikelihoods, outputsOf, type BayesModel, type Distribution } from './model';

const fileName = 'naive-bayes.json';
const comparedRows = 32;

const numbers = v.array(v.number());
const file = v.object({
  /** JSON has no infinity: null is the logarithm of 0. */
  logPriors: v.array(v.nullable(v.number())),
  columns: v.array(
    v.variant('kind', [
      v.object({ kind: v.literal('number'), means: numbers, variances: numbers }),
      v.object({ kind: v.literal('levels'), logShares: v.array(numbers) }),
    ]),
  ),
});

/** The file of a model. */
export function exportBayes(
  { task }: Pick<SettingsRecipe, 'task'>,
  preprocessing: FittedPreprocessing,
  { logPriors, columns }: BayesModel,
): ExportedModel {
  const described = columnsOf(preprocessing);
  const { target } = preprocessing;
  const json = {
    ...{ format: 'hearth-naive-bayes', formatVersion: 1, task },
    outputs: target.kind === 'classes' ? target.classes : [],
    logPriors: [...logPriors].map((value) => (Number.isFinite(value) ? value : null)),
    columns: columns.map((column, at) => {
      const { name, levels } = described[at]!;
      if (column.kind === 'number')
        return { name, kind: column.kind, means: [...column.means], variances: [...column.variances] };
      const logShares = [...logPriors.keys()].map((k) => [
        ...column.logShares.subarray(k * column.levels, (k + 1) * column.levels),
      ]);
      return { name, kind: column.kind, levels, logShares };
    }),
  };
  return {
    files: [{ name: fileName, bytes: new TextEncoder().encode(JSON.stringify(json)) }],
    facts: {},
    usage: `A naive Bayes model learnt with Hearth, as JSON.

${fileName}: of each class k, score[k] = logPriors[k] (null: minus infinity) + the sum over the columns that are present of
  numbers  −½ ln(2π variances[k]) − (sample[column] − means[k])² / (2 variances[k]), where variances[k] is above 0
  levels   logShares[k][sample[column]]; a level that has no place counts as missing
The probabilities are exp(score[k]) divided by the sum of exp(score) over all classes.
`,
    remarks: '',
  };
}

/** Largest absolute difference of outputs over seeded samples between the model and its file. */
export function compareBayes(
  { seed }: Pick<SettingsRecipe, 'seed'>,
  preprocessing: FittedPreprocessing,
  model: BayesModel,
  { files }: ExportedModel,
): number {
  const { logPriors, columns } = v.parse(file, JSON.parse(new TextDecoder().decode(files[0]?.bytes)));
  const again: BayesModel = {
    logPriors: Float64Array.from(logPriors, (value) => value ?? -Infinity),
    columns: columns.map((column): Distribution =>
      column.kind === 'number'
        ? {
            ...{ kind: 'number', means: Float64Array.from(column.means) },
            variances: Float64Array.from(column.variances),
          }
        : {
            ...{ kind: 'levels', levels: column.logShares[0]?.length ?? 0 },
            logShares: Float64Array.from(column.logShares.flat()),
          },
    ),
  };
  const features = drawnSamples(preprocessing, model, seed);
  const outputs = (each: BayesModel) =>
    outputsOf(jointLogLikelihoods(each, features, comparedRows), each.logPriors.length);
  return largestDifference(outputs(model), outputs(again));
}

/** Samples about the means of classes, and any levels; one in ten values is missing. */
function drawnSamples(
  preprocessing: FittedPreprocessing,
  { columns, logPriors }: BayesModel,
  seed: number,
): Float32Array {
  const random = new Philox(seed, streamOf('sample', 1));
  const width = columnsOf(preprocessing).length;
  return Float32Array.from({ length: comparedRows * width }, (_, at) => {
    if (random.uniform() < 0.1) return NaN;
    const column = columns[at % width]!;
    if (column.kind === 'levels') return random.below(column.levels);
    const k = random.below(logPriors.length);
    return column.means[k]! + Math.sqrt(column.variances[k]!) * random.normal();
  });
}
