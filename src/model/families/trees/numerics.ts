// Boosted trees behind the interface of families: grown in float64 on the processor, never on a backend. What computes is boosted-trees.ts.
import { encodedNames } from '../../../contract/data/fitted-features';
import type { Recipe, SettingsRecipe } from '../../../contract/model/recipe';
import { isNetArtifact } from '../../../contract/model/run';
import { HearthError } from '../../../contract/transport/fault';
import { taskNamed } from '../../../domain/tasks/registry';
import type { FamilyNumerics, ModelShape, Predictor, StoredModel } from '../numerics';
import { settingsOf } from './settings';

/** Rows that are read, or predicted, at once. */
const batchRows = 4096;
/** Bytes of a node in the store. */
const nodeBytes = 33;

const computing = () => import('./boosted-trees');

export const numerics: FamilyNumerics = {
  parameters: (recipe, shape) => mostLeaves(recipe, shape),
  estimate({ recipe, shape, trainRows, validationRows, windowBytes }) {
    const { bins, maxLeaves, rounds } = settingsOf(demandSettings(recipe));
    const width = widthOf(shape);
    const outputs = outputsOf(recipe, shape);
    const rows = trainRows + validationRows;
    const histograms = Math.min(maxLeaves, trainRows) * width * (bins + 1) * 16;
    const parameters = mostLeaves(recipe, shape);
    const modelBytes = 2 * parameters * nodeBytes;
    // Scores and what gradients need, then two records a training row: number, gradients and bins.
    const held =
      Math.min(windowBytes, 4 * trainRows * width) +
      rows * (width + 16 * outputs + 8) +
      trainRows * (20 + 2 * (20 + width));
    return {
      ...{ parameters, modelBytes, storageBytes: modelBytes, trainingBytes: held + histograms },
      ...{ multiplyAdds: rounds * outputs, seconds: null, layers: [] },
    };
  },
  batchRows: () => ({ training: batchRows, prediction: batchRows }),
  weighsClasses: true,
  async *train(job) {
    const { train } = await computing();
    return yield* train(job);
  },
  load: predictorOf,
  async export(model) {
    const { exportTrees } = await computing();
    return exportTrees(demandSettings(model.recipe), model.artifact.preprocessing, await stored(model));
  },
  async compare(model, exported) {
    const { compareTrees } = await computing();
    return compareTrees(model.recipe, model.artifact.preprocessing, await stored(model), exported);
  },
  async explain(model) {
    const { importanceOf } = await computing();
    const names = model.artifact.preprocessing.features.flatMap(encodedNames);
    return importanceOf(await stored(model), names);
  },
  async lookAtTree(model, tree, sample) {
    const { lookAtBoosted } = await computing();
    const recipe = demandSettings(model.recipe);
    return lookAtBoosted(recipe, model.artifact.preprocessing, await stored(model), tree, sample);
  },
  async contributions(model, features, rows) {
    const { contributionsOf } = await computing();
    const width = rows === 0 ? 0 : features.length / rows;
    return contributionsOf(await stored(model), { features, rows, width });
  },
};

async function predictorOf(model: StoredModel): Promise<Predictor> {
  const { answersOf, forestBytes, predictRows } = await computing();
  const forest = await stored(model);
  const { recipe, artifact } = model;
  return {
    outputs: forest.outputs,
    predict(features, rows, onPeak) {
      const width = rows === 0 ? 0 : features.length / rows;
      const scores = answersOf(
        recipe,
        artifact,
        predictRows(forest, forest.start, { features, rows, width }),
      );
      onPeak?.(model.bytes.byteLength + features.byteLength + 3 * scores.byteLength);
      return Promise.resolve(scores);
    },
    bytes: () => Promise.resolve(forestBytes(forest).bytes),
    dispose: () => undefined,
  };
}

async function stored({ artifact, bytes }: Omit<StoredModel, 'recipe'>) {
  if (isNetArtifact(artifact)) throw new HearthError('storage_damaged', { field: 'artifact' });
  const { forestOf } = await computing();
  return forestOf(bytes, artifact.facts);
}

function demandSettings(recipe: Recipe): SettingsRecipe {
  if (recipe.format === 2) return recipe;
  throw new HearthError('recipe_invalid', { field: 'format' });
}

function outputsOf({ task }: Recipe, { classes }: ModelShape): number {
  return taskNamed(task).head.units(classes);
}

/** Leaves that the settings allow; early stopping keeps fewer. */
function mostLeaves(recipe: Recipe, shape: ModelShape): number {
  const { rounds, maxLeaves, maxDepth } = settingsOf(demandSettings(recipe));
  return rounds * outputsOf(recipe, shape) * Math.min(maxLeaves, 2 ** maxDepth);
}

function widthOf({ inputShape }: ModelShape): number {
  return inputShape.reduce((product, side) => product * side, 1);
}
