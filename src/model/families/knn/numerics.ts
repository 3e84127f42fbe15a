// Nearest neighbours behind the interface of families: searched in float64 on the processor. What computes is nearest-neighbors.ts.
import type { Recipe, SettingsRecipe } from '../../../contract/model/recipe';
import { isNetArtifact } from '../../../contract/model/run';
import { HearthError } from '../../../contract/transport/fault';
import { taskNamed } from '../../../domain/tasks/registry';
import type { FamilyNumerics, Predictor, StoredModel } from '../numerics';
import { settingsOf } from './family';

/** Rows that are read, or predicted, at once. */
const batchRows = 4096;

const computing = () => import('./nearest-neighbors');

const widthOf = ({ inputShape }: { inputShape: readonly number[] }) =>
  inputShape.reduce((product, side) => product * side, 1);

export const numerics: FamilyNumerics = {
  // Of a row; the record has as many as were kept.
  parameters: (_, shape) => widthOf(shape) + 1,
  estimate({ shape, trainRows }) {
    const width = widthOf(shape);
    const parameters = trainRows * (width + 1);
    return {
      ...{
        parameters,
        modelBytes: 4 * parameters,
        storageBytes: 4 * parameters,
        trainingBytes: 16 * parameters,
      },
      ...{ multiplyAdds: trainRows * width, seconds: null, layers: [] },
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
    const { exportKnn } = await computing();
    return exportKnn(demandSettings(model.recipe), model.artifact.preprocessing, await stored(model));
  },
  async compare(model, exported) {
    const { compareKnn } = await computing();
    return compareKnn(demandSettings(model.recipe), await stored(model), exported);
  },
  async explain(model) {
    const { facts } = await stored(model);
    const { containedRows, k, chosen, width } = facts;
    const { weights } = settingsOf(demandSettings(model.recipe));
    const tried = chosen?.tried.map((each, at) => ({ neighbors: each, loss: chosen.losses[at]! })) ?? [];
    return {
      ...{ kind: 'neighbors', rows: containedRows, columns: width, neighbors: k, weights, tried },
      chosenBy: chosen?.by ?? null,
    };
  },
};

async function predictorOf(model: StoredModel): Promise<Predictor> {
  const { answerOf, modelBytes, outputsOf } = await computing();
  const kept = await stored(model);
  const answer = answerOf(kept, demandSettings(model.recipe));
  const { classes } = kept.facts;
  return {
    outputs: taskNamed(model.recipe.task).head.units(classes),
    async predict(features, rows, onPeak) {
      onPeak?.(2 * model.bytes.byteLength + 3 * features.byteLength + 12 * kept.facts.k * rows);
      return outputsOf(await answer(features), classes);
    },
    bytes: () => Promise.resolve(modelBytes(kept)),
    dispose: () => undefined,
  };
}

async function stored({ artifact, bytes }: Omit<StoredModel, 'recipe'>) {
  if (isNetArtifact(artifact)) throw new HearthError('storage_damaged', { field: 'artifact' });
  const { modelOf } = await computing();
  return modelOf(bytes, artifact.facts);
}

function demandSettings(recipe: Recipe): SettingsRecipe {
  if (recipe.format === 2) return recipe;
  throw new HearthError('recipe_invalid', { field: 'format' });
}
