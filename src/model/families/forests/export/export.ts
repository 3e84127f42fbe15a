// A forest as one JSON file, which any language reads, and as ONNX; the JSON is loaded again and compared before it is given away.
import type { SettingsRecipe } from '../../../../contract/model/recipe';
import type { FittedPreprocessing } from '../../../../contract/model/run';
import { Philox } from '../../../../domain/random';
import { streamOf } from '../../../net/training/streams';
import { turnsOf } from '../../../backends/event-loop';
import { largestDifference } from '../../compared';
import type { ExportedModel } from '../../numerics';
import { columnKinds } from '../../trees/column-kinds';
import { predictMeans, type ForestModel } from '../forest-model';
import { leafNumbers } from '../scores';
import { onnxFile, onnxTrees, onnxUsage, type Link } from '../../trees/export/onnx/onnx-file';
import type { Leaves } from '../../trees/export/onnx/tree-ensemble';
import { forestFile, forestJson, modelOfJson } from './forest-json';

const comparedRows = 32;
/** Work between two turns of the event loop, so that the worker answers messages meanwhile. */
const turnMs = 50;

/** Nodes of a forest that is told as ONNX too, which holds all of them at once. */
const mostOnnxNodes = 3_000_000;

/** The files of a forest. */
export async function exportForest(
  recipe: SettingsRecipe,
  preprocessing: FittedPreprocessing,
  model: ForestModel,
): Promise<ExportedModel> {
  const turn = turnsOf(turnMs);
  const isSmall = model.trees.columns.length <= mostOnnxNodes;
  const onnx = () => onnxTrees(preprocessing, model.trees, leavesOf(model), linkOf(model, preprocessing));
  return {
    files: [
      { name: forestFile, bytes: await forestJson(recipe, preprocessing, model, turn) },
      ...(isSmall ? [{ name: onnxFile, bytes: onnx() }] : []),
    ],
    facts: {},
    usage: `A forest of trees grown with Hearth.

${forestFile}: the answer is the mean over "trees" of the "value" of the leaf that a sample comes to from node 0. Where "column" is −1
the node is a leaf; else the sample goes to node "left" where sample[column] < "cut" (null: any number), or where "levels" has it, else to
node "left" + 1. A value that is missing (NaN), or a level that is no number from 0 to 255, goes to the left where "missingLeft" is 1.

${
  model.width > 1
    ? 'A value is a list: the probability of each class.'
    : recipe.task === 'regression'
      ? 'A value is the output.'
      : 'A value is the probability of the second class.'
}${isSmall ? `\n\n${onnxUsage(preprocessing)}` : ''}
`,
    remarks: '',
  };
}

/** A leaf says the mean of a number, the share of the second of two classes, or that of each of more. */
function leavesOf({ trees, width, shares }: ForestModel): Leaves {
  const leaves = width > 1 ? leafNumbers(trees.columns) : null;
  return {
    ...{ targets: width, start: Array.from({ length: width }, () => 0), aggregate: 'AVERAGE' },
    each: (_tree, node, tell) => {
      if (!leaves) tell(0, trees.values[node]!);
      else for (let k = 0; k < width; k++) tell(k, shares[leaves[node]! * width + k]!);
    },
  };
}

function linkOf({ width }: ForestModel, { target }: FittedPreprocessing): Link {
  if (target.kind === 'number') return 'number';
  return width > 1 ? 'probabilities' : 'probability';
}

/** Largest absolute difference of the means over seeded samples between the model and its file. */
export function compareForest(
  { seed }: Pick<SettingsRecipe, 'seed'>,
  preprocessing: FittedPreprocessing,
  model: ForestModel,
  { files }: ExportedModel,
): number {
  const again = modelOfJson(new TextDecoder().decode(files[0]?.bytes));
  const features = drawnSamples(preprocessing, model, seed);
  return largestDifference(
    predictMeans(model, features, comparedRows),
    predictMeans(again, features, comparedRows),
  );
}

/** Samples of what the trees divide by; one in ten values is missing. */
function drawnSamples(
  preprocessing: FittedPreprocessing,
  { trees }: ForestModel,
  seed: number,
): Float32Array {
  const kinds = columnKinds(preprocessing);
  const cuts = kinds.map((): number[] => []);
  for (const [node, column] of trees.columns.entries())
    if (column >= 0 && trees.sets[node]! < 0 && Number.isFinite(trees.cuts[node]))
      cuts[column]?.push(trees.cuts[node]!);
  const random = new Philox(seed, streamOf('sample', 1));
  return Float32Array.from({ length: comparedRows * kinds.length }, (_, at) => {
    const kind = kinds[at % kinds.length]!;
    const known = cuts[at % kinds.length]!;
    if (random.uniform() < 0.1) return NaN;
    if (kind.kind === 'levels') return random.below(kind.levels);
    return known.length > 0
      ? known[random.below(known.length)]! * (1 + 1e-3 * random.normal())
      : random.normal();
  });
}
