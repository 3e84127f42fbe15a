// Naive Bayes behind the interface of families: counted in float64 on the processor, never on a backend.
import type { Recipe, SettingsRecipe } from '../../../contract/model/recipe';
import { isNetArtifact } from '../../../contract/model/run';
import { HearthError } from '../../../contract/transport/fault';
import { modelShape, type FamilyNumerics, type Predictor, type StoredModel } from '../numerics';
import { columnsOf } from './columns';
import { explainBayes } from './explain';
import { compareBayes, exportBayes } from './export';
import { jointLogLikelihoods, modelBytes, modelOf, outputsOf, type BayesModel } from './model';
import { train } from './train';

/** Rows that are read, or predicted, at once. */
const batchRows = 4096;

const widthOf = ({ inputShape }: { inputShape: readonly number[] }) =>
  inputShape.reduce((product, side) => product * side, 1);

export const numerics: FamilyNumerics = {
  // Of numbers alone; levels are known once rows were counted, and the record has them.
  parameters: (_, shape) => shape.classes * (2 * widthOf(shape) + 1),
  estimate({ shape, trainRows, windowBytes }) {
    const parameters = shape.classes * (2 * widthOf(shape) + 1);
    const bytes = 8 * parameters;
    return {
      ...{ parameters, modelBytes: bytes, storageBytes: bytes, multiplyAdds: parameters },
      ...{ trainingBytes: Math.min(windowBytes, 4 * trainRows * widthOf(shape)) + 3 * bytes },
      ...{ seconds: null, layers: [] },
    };
  },
  batchRows: () => ({ training: batchRows, prediction: batchRows }),
  weighsClasses: true,
  train,
  load: (model) => Promise.resolve(predictorOf(model)),
  export: (model) =>
    Promise.resolve(exportBayes(demandSettings(model.recipe), model.artifact.preprocessing, stored(model))),
  compare: (model, exported) =>
    Promise.resolve(compareBayes(model.recipe, model.artifact.preprocessing, stored(model), exported)),
  explain: (model) => Promise.resolve(explainBayes(model.artifact.preprocessing, stored(model))),
};

function predictorOf(model: StoredModel): Predictor {
  const learnt = stored(model);
  const { classes } = modelShape(model.artifact.preprocessing);
  return {
    outputs: classes > 2 ? classes : 1,
    predict(features, rows, onPeak) {
      const joint = jointLogLikelihoods(learnt, features, rows);
      onPeak?.(model.bytes.byteLength + features.byteLength + 2 * joint.byteLength);
      return Promise.resolve(outputsOf(joint, classes));
    },
    bytes: () => Promise.resolve(modelBytes(learnt)),
    dispose: () => undefined,
  };
}

function stored({ artifact, bytes }: Omit<StoredModel, 'recipe'>): BayesModel {
  if (isNetArtifact(artifact)) throw new HearthError('storage_damaged', { field: 'artifact' });
  const { classes } = modelShape(artifact.preprocessing);
  return modelOf(bytes, columnsOf(artifact.preprocessing), classes);
}

function demandSettings(recipe: Recipe): SettingsRecipe {
  if (recipe.format === 2) return recipe;
  throw new HearthError('recipe_invalid', { field: 'format' });
}
