// Boosted trees behind the interface of families: grown in float64 on the processor, never on a backend.
import type { Recipe, SettingsRecipe } from '../../../contract/model/recipe';
import { isNetArtifact, type Artifact } from '../../../contract/model/run';
import { HearthError } from '../../../contract/transport/fault';
import type { FamilyNumerics, ModelShape, Predictor, StoredModel } from '../numerics';
import { compareTrees, exportTrees } from './export/export';
import type { Forest } from './forest/forest';
import { forestBytes, forestOf } from './forest/state';
import { predictRows } from './kernels/kernels';
import { objectiveOf } from './objectives/of-task';
import { settingsOf } from './settings';
import { train } from './train';

/** Rows that are read, or predicted, at once. */
const batchRows = 4096;
/** Bytes of a node in the store. */
const nodeBytes = 33;

export const numerics: FamilyNumerics = {
  parameters: (recipe, shape) => mostLeaves(recipe, shape),
  estimate({ recipe, shape, trainRows, validationRows, windowBytes }) {
    const { bins, maxLeaves, rounds } = settingsOf(demandSettings(recipe));
    const width = widthOf(shape);
    const outputs = outputsOf(recipe, shape);
    const rows = trainRows + validationRows;
    const histograms = Math.min(maxLeaves, trainRows) * width * (bins + 1) * 16;
    const modelBytes = 2 * mostLeaves(recipe, shape) * nodeBytes;
    return {
      parameters: mostLeaves(recipe, shape),
      modelBytes,
      multiplyAdds: rounds * outputs,
      trainingBytes:
        Math.min(windowBytes, 4 * trainRows * width) + rows * (width + 16 * outputs + 24) + histograms,
      storageBytes: modelBytes,
      seconds: null,
      layers: [],
    };
  },
  batchRows: () => ({ training: batchRows, prediction: batchRows }),
  weighsClasses: true,
  train,
  load: (model) => Promise.resolve(predictorOf(model)),
  export: (model) =>
    Promise.resolve(exportTrees(demandSettings(model.recipe), model.artifact.preprocessing, stored(model))),
  compare: (model, exported) =>
    Promise.resolve(compareTrees(model.recipe, model.artifact.preprocessing, stored(model), exported)),
};

function predictorOf(model: StoredModel): Predictor {
  const forest = stored(model);
  return {
    outputs: forest.outputs,
    predict(features, rows, onPeak) {
      const width = rows === 0 ? 0 : features.length / rows;
      const scores = Float32Array.from(predictRows(forest, forest.start, { features, rows, width }));
      onPeak?.(model.bytes.byteLength + features.byteLength + 3 * scores.byteLength);
      return Promise.resolve(scores);
    },
    bytes: () => Promise.resolve(forestBytes(forest).bytes),
    dispose: () => undefined,
  };
}

function stored({ artifact, bytes }: { artifact: Artifact; bytes: Uint8Array }): Forest {
  if (isNetArtifact(artifact)) throw new HearthError('storage_damaged', { field: 'artifact' });
  return forestOf(bytes, artifact.facts);
}

function demandSettings(recipe: Recipe): SettingsRecipe {
  if (recipe.format === 2) return recipe;
  throw new HearthError('recipe_invalid', { field: 'format' });
}

function outputsOf({ task }: Recipe, { classes }: ModelShape): number {
  return objectiveOf(task, classes).outputs;
}

/** Leaves that the settings allow; early stopping keeps fewer. */
function mostLeaves(recipe: Recipe, shape: ModelShape): number {
  const { rounds, maxLeaves, maxDepth } = settingsOf(demandSettings(recipe));
  return rounds * outputsOf(recipe, shape) * Math.min(maxLeaves, 2 ** maxDepth);
}

function widthOf({ inputShape }: ModelShape): number {
  return inputShape.reduce((product, side) => product * side, 1);
}
