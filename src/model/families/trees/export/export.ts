// Trees as JSON, which any language reads; loaded again and compared before they are given away.
import type { Recipe, SettingsRecipe } from '../../../../contract/model/recipe';
import type { FittedPreprocessing } from '../../../../contract/model/run';
import { Philox } from '../../../../domain/random';
import { taskNamed } from '../../../../domain/tasks/registry';
import { toOutputs } from '../../../net/serving/predict';
import { streamOf } from '../../../net/training/streams';
import type { ExportedModel } from '../../numerics';
import { columnKinds } from '../column-kinds';
import type { Forest } from '../forest/forest';
import { predictRows } from '../kernels/predict';
import { objectiveOf } from '../objectives/of-task';
import { settingsOf } from '../settings';
import { lightgbmFile, lightgbmText } from './lightgbm-text';
import { onnxFile, onnxTrees, onnxUsage, type Link } from './onnx/onnx-file';
import type { Leaves } from './onnx/tree-ensemble';
import { forestOfJson, treesJson, treesFile } from './trees-json';
import { xgboostFile, xgboostJson } from './xgboost-json';

const comparedRows = 32;

/** The files of a model: trees in a layout of our own, and as XGBoost, LightGBM and ONNX runtimes load them. */
export function exportTrees(
  recipe: SettingsRecipe,
  preprocessing: FittedPreprocessing,
  forest: Forest,
): ExportedModel {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const { isLog } = objectiveOf(recipe.task, forest.outputs, settingsOf(recipe));
  return {
    files: [
      { name: treesFile, bytes: bytes(JSON.stringify(treesJson(recipe, preprocessing, forest))) },
      { name: xgboostFile, bytes: bytes(xgboostJson(recipe, preprocessing, forest)) },
      { name: lightgbmFile, bytes: bytes(lightgbmText(recipe, preprocessing, forest)) },
      { name: onnxFile, bytes: onnxTrees(preprocessing, forest, leavesOf(forest), linkOf(recipe, isLog)) },
    ],
    facts: {},
    usage: `Gradient-boosted trees grown with Hearth, in four formats of the same model.

${treesFile}: read it in any language. The score of output k is start[k] and, of every k-th tree, the value of the leaf that a
sample comes to from node 0: where "column" is −1 the node is a leaf; else the sample goes to "left" where sample[column] < "cut" (or
where "levels" has it), else to "left" + 1. A value that is missing (NaN), or a level that is no number from 0 to 255, goes to the left
where "missingLeft" is 1.

${xgboostFile}: for XGBoost 2 or later (for more than two classes 3.1 or later).

  import numpy as np, xgboost
  booster = xgboost.Booster(model_file='${xgboostFile}')
  output = booster.predict(xgboost.DMatrix(samples, missing=np.nan, feature_types=booster.feature_types))

${lightgbmFile}: for LightGBM 4, of the same samples.

  import lightgbm
  output = lightgbm.Booster(model_file='${lightgbmFile}').predict(samples)

${onnxUsage(preprocessing)}

${isLog ? logNote : linkNotes[taskNamed(recipe.task).head.activation]}
`,
    remarks: '',
  };
}

/** Every leaf says something of one output: tree t of output t mod outputs. */
function leavesOf({ outputs, start, values }: Forest): Leaves {
  return {
    ...{ targets: outputs, start: [...start], aggregate: 'SUM' },
    each: (tree, node, tell) => {
      tell(tree % outputs, values[node]!);
    },
  };
}

function linkOf({ task }: SettingsRecipe, isLog: true | undefined): Link {
  const { activation } = taskNamed(task).head;
  if (activation !== 'linear') return activation;
  return isLog ? 'exponential' : 'number';
}

const logNote =
  'The prediction is exp(score), in the unit of the target: all of them answer with it. It is not scaled, whatever hearth.json says of the target.';

const linkNotes = {
  sigmoid: 'The probability of the second class is 1 / (1 + exp(-score)); all of them answer with it.',
  softmax:
    'The probabilities are exp(score[k]) divided by the sum of exp(score) over all outputs; all of them answer with them.',
  linear:
    'The output is the score; XGBoost answers with it. LightGBM and ONNX answer in the unit of the target: score * scale + shift, as hearth.json says of the target.',
};

/** Largest absolute difference of outputs over seeded samples between the model and its file of our own. */
export function compareTrees(
  { task, seed }: Recipe,
  preprocessing: FittedPreprocessing,
  forest: Forest,
  { files }: ExportedModel,
): number {
  const again = forestOfJson(JSON.parse(new TextDecoder().decode(files[0]?.bytes)));
  const features = drawnSamples(preprocessing, forest, seed);
  const width = features.length / comparedRows;
  const outputsOf = (each: Forest) =>
    Float64Array.from(
      toOutputs(
        task,
        Float32Array.from(predictRows(each, each.start, { features, rows: comparedRows, width })),
        forest.outputs,
      ),
    );
  const ours = outputsOf(forest);
  return outputsOf(again).reduce((largest, value, at) => {
    const distance = Math.abs(value - ours[at]!);
    return Number.isNaN(distance) ? Infinity : Math.max(largest, distance);
  }, 0);
}

/** Samples about the cuts of the trees, so that they come to many leaves; one in ten values is missing. */
function drawnSamples(preprocessing: FittedPreprocessing, forest: Forest, seed: number): Float32Array {
  const kinds = columnKinds(preprocessing);
  const random = new Philox(seed, streamOf('sample', 1));
  const cuts = kinds.map((): number[] => []);
  for (const [node, column] of forest.columns.entries())
    if (column >= 0 && forest.sets[node]! < 0) cuts[column]?.push(forest.cuts[node]!);
  return Float32Array.from({ length: comparedRows * kinds.length }, (_, at) => {
    const kind = kinds[at % kinds.length]!;
    const known = cuts[at % kinds.length]!;
    if (random.uniform() < 0.1) return NaN;
    if (kind.kind === 'levels') return random.below(kind.levels);
    const cut = known.length > 0 ? known[random.below(known.length)]! : 0;
    return cut + (random.uniform() - 0.5) * 1e-3 * Math.max(1, Math.abs(cut));
  });
}
