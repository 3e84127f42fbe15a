// Generalised linear models behind the interface of families: solved in float64 on the processor, never on a backend.
import type { JsonObject } from '../../../contract/model/json';
import type { Recipe, SettingsRecipe } from '../../../contract/model/recipe';
import { isNetArtifact, type Artifact } from '../../../contract/model/run';
import { HearthError } from '../../../contract/transport/fault';
import {
  modelShape,
  type FamilyNumerics,
  type ModelShape,
  type Predictor,
  type StoredModel,
} from '../numerics';
import { explainGlm, inferenceOf } from './explain';
import { compareGlm, exportGlm } from './export';
import { bytesOf, coefficientsOf, type Coefficients } from './coefficients';
import { settingsOf } from './family';
import { linkOf } from './losses/link';
import { answerOf } from './answer';
import { solverOf } from './solvers/solve';
import { train } from './train';

/** Rows that are read, or predicted, at once. */
const batchRows = 4096;

export const numerics: FamilyNumerics = {
  parameters: (recipe, shape) => sizeOf(recipe, shape),
  estimate({ recipe, shape, trainRows, windowBytes }) {
    const parameters = sizeOf(recipe, shape);
    const { outputs, isQuadratic } = linkFor(recipe, shape);
    const width = widthOf(shape);
    const { solver } = solverOf({ size: parameters, isQuadratic, rows: trainRows });
    const workspace = solver === 'newton' ? 8 * parameters ** 2 : 8 * 44 * parameters;
    return {
      parameters,
      modelBytes: 16 * parameters, // each with its standard error
      multiplyAdds: width * outputs,
      trainingBytes: Math.min(windowBytes, 4 * trainRows * width) + 4 * trainRows * outputs + workspace,
      storageBytes: 16 * parameters,
      seconds: null,
      layers: [],
    };
  },
  batchRows: () => ({ training: batchRows, prediction: batchRows }),
  weighsClasses: true,
  train,
  load: (model) => Promise.resolve(predictorOf(model)),
  export: ({ recipe, artifact, bytes }) =>
    Promise.resolve(
      exportGlm(
        demandSettings(recipe),
        artifact.preprocessing,
        stored(artifact, bytes),
        inferenceIn(artifact),
      ),
    ),
  compare: ({ recipe, artifact, bytes }, exported) =>
    Promise.resolve(
      compareGlm(demandSettings(recipe), artifact.preprocessing, stored(artifact, bytes), exported),
    ),
  explain: ({ artifact, bytes }) =>
    Promise.resolve(explainGlm(artifact.preprocessing, stored(artifact, bytes), factsIn(artifact))),
};

function predictorOf({ recipe, artifact, bytes }: StoredModel): Predictor {
  const coefficients = stored(artifact, bytes);
  const answer = answerOf(demandSettings(recipe), artifact.preprocessing);
  return {
    outputs: coefficients.outputs,
    predict(features, rows, onPeak) {
      const z = answer(coefficients, features, rows);
      onPeak?.(coefficients.parameters.byteLength + features.byteLength + z.byteLength);
      return Promise.resolve(z);
    },
    bytes: () => Promise.resolve(bytesOf(coefficients)),
    dispose: () => undefined,
  };
}

function stored(artifact: Artifact, bytes: Uint8Array): Coefficients {
  if (isNetArtifact(artifact)) throw new HearthError('storage_damaged', { field: 'artifact' });
  const outputs = artifact.facts['outputs'];
  return coefficientsOf(bytes, widthOf(modelShape(artifact.preprocessing)), Number(outputs));
}

function demandSettings(recipe: Recipe): SettingsRecipe {
  if (recipe.format === 2) return recipe;
  throw new HearthError('recipe_invalid', { field: 'format' });
}

function factsIn(artifact: Artifact): JsonObject {
  return isNetArtifact(artifact) ? {} : artifact.facts;
}

function inferenceIn(artifact: Artifact) {
  return inferenceOf(factsIn(artifact));
}

function linkFor(recipe: Recipe, { classes }: ModelShape) {
  return linkOf(recipe.task, classes, settingsOf(demandSettings(recipe)));
}

function sizeOf(recipe: Recipe, shape: ModelShape): number {
  return (widthOf(shape) + 1) * linkFor(recipe, shape).outputs;
}

function widthOf({ inputShape }: ModelShape): number {
  return inputShape.reduce((product, side) => product * side, 1);
}
