// Generalised linear models behind the interface of families: solved in float64 on the processor, never on a backend.
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
import { explainGlm } from './terms';
import { compareGlm, exportGlm } from './export';
import { solverOf } from './solve';
import { coefficientsOf, predictLinear, type Coefficients } from './coefficients';
import { linkOf } from './link';
import { train } from './train';

/** Rows that are read, or predicted, at once. */
const batchRows = 4096;

export const numerics: FamilyNumerics = {
  parameters: ({ task }, shape) => sizeOf(task, shape),
  estimate({ recipe: { task }, shape, trainRows, windowBytes }) {
    const parameters = sizeOf(task, shape);
    const { outputs, isQuadratic } = linkOf(task, shape.classes);
    const width = widthOf(shape);
    const { solver } = solverOf({ size: parameters, isQuadratic, rows: trainRows });
    const workspace = solver === 'newton' ? 8 * parameters ** 2 : 8 * 44 * parameters;
    return {
      parameters,
      modelBytes: 8 * parameters,
      multiplyAdds: width * outputs,
      trainingBytes: Math.min(windowBytes, 4 * trainRows * width) + 4 * trainRows * outputs + workspace,
      storageBytes: 8 * parameters,
      seconds: null,
      layers: [],
    };
  },
  batchRows: () => ({ training: batchRows, prediction: batchRows }),
  weighsClasses: true,
  train,
  load: (model) => Promise.resolve(predictorOf(model)),
  export: ({ recipe, artifact, bytes }) =>
    Promise.resolve(exportGlm(demandSettings(recipe), artifact.preprocessing, stored(artifact, bytes))),
  compare: ({ recipe, artifact, bytes }, exported) =>
    Promise.resolve(compareGlm(recipe, stored(artifact, bytes), exported)),
  explain: ({ artifact, bytes }) =>
    Promise.resolve(explainGlm(artifact.preprocessing, stored(artifact, bytes))),
};

function predictorOf({ artifact, bytes }: StoredModel): Predictor {
  const coefficients = stored(artifact, bytes);
  return {
    outputs: coefficients.outputs,
    predict(features, rows, onPeak) {
      const z = predictLinear(coefficients, features, rows);
      onPeak?.(coefficients.parameters.byteLength + features.byteLength + z.byteLength);
      return Promise.resolve(z);
    },
    bytes: () => Promise.resolve(new Uint8Array(coefficients.parameters.slice().buffer)),
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

function sizeOf(task: Recipe['task'], shape: ModelShape): number {
  return (widthOf(shape) + 1) * linkOf(task, shape.classes).outputs;
}

function widthOf({ inputShape }: ModelShape): number {
  return inputShape.reduce((product, side) => product * side, 1);
}
