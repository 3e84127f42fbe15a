// Forests behind the interface of families: grown in float64 on the processor, never on a backend. What computes is grown-forests.ts.
import * as v from 'valibot';
import { encodedNames } from '../../../contract/data/fitted-features';
import type { ImportanceExplanation } from '../../../contract/model/explanation';
import type { JsonObject } from '../../../contract/model/json';
import type { Recipe, SettingsRecipe } from '../../../contract/model/recipe';
import { isNetArtifact } from '../../../contract/model/run';
import { HearthError } from '../../../contract/transport/fault';
import { taskNamed } from '../../../domain/tasks/registry';
import type { FamilyNumerics, Predictor, StoredModel } from '../numerics';
import { binaryLogits, classLogits } from '../shares';
import { forestShape, mostLeaves } from './forest-shape';
import { settingsOf } from './settings';

/** Rows that are read, or predicted, at once. */
const batchRows = 4096;
/** Rows that an estimate of leaves supposes, before any are counted. */
const supposedRows = 10_000;

const computing = () => import('./grown-forests');

export const numerics: FamilyNumerics = {
  parameters: (recipe, shape) =>
    mostLeaves(settingsOf(demandSettings(recipe)), shape, supposedRows).leaves * forestShape(shape).width,
  estimate({ recipe, shape, trainRows, validationRows, windowBytes }) {
    const settings = settingsOf(demandSettings(recipe));
    const { width, columns } = forestShape(shape);
    const { leaves, bytes } = mostLeaves(settings, shape, trainRows);
    const rows = trainRows + validationRows;
    const held = Math.min(windowBytes, 4 * trainRows * columns) + rows * (2 * columns + 16 * width + 32);
    return {
      ...{ parameters: leaves * width, modelBytes: bytes, storageBytes: bytes, trainingBytes: held + bytes },
      ...{ multiplyAdds: settings.trees * width, seconds: null, layers: [] },
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
    const { exportForest } = await computing();
    return exportForest(demandSettings(model.recipe), model.artifact.preprocessing, await stored(model));
  },
  async compare(model, exported) {
    const { compareForest } = await computing();
    return compareForest(model.recipe, model.artifact.preprocessing, await stored(model), exported);
  },
  async explain(model) {
    const { importanceOf } = await computing();
    const names = model.artifact.preprocessing.features.flatMap(encodedNames);
    const { trees } = await stored(model);
    const outOfBag = outOfBagIn(factsOf(model), taskNamed(model.recipe.task).curve.name);
    return { ...importanceOf(trees, names), ...(outOfBag ? { outOfBag } : {}) };
  },
  async lookAtTree(model, tree, sample) {
    const { lookAtForest } = await computing();
    return lookAtForest(await stored(model), model.artifact.preprocessing, tree, sample);
  },
};

async function predictorOf(model: StoredModel): Promise<Predictor> {
  const { modelBytes, predictMeans } = await computing();
  const forest = await stored(model);
  const isNumber = taskNamed(model.recipe.task).target.learns === 'number';
  return {
    outputs: forest.width,
    predict(features, rows, onPeak) {
      const means = predictMeans(forest, features, rows);
      onPeak?.(model.bytes.byteLength + features.byteLength + 2 * means.byteLength);
      if (isNumber) return Promise.resolve(Float32Array.from(means));
      return Promise.resolve(forest.width > 1 ? classLogits(means) : binaryLogits(means));
    },
    bytes: () => Promise.resolve(modelBytes(forest).bytes),
    dispose: () => undefined,
  };
}

const outOfBagFacts = v.object({ rows: v.number(), metric: v.number() });

/** How good the forest was on rows that its trees had not seen; absent where each tree saw all of them. */
function outOfBagIn({ outOfBag }: JsonObject, name: string): ImportanceExplanation['outOfBag'] | null {
  const parsed = v.safeParse(outOfBagFacts, outOfBag);
  return parsed.success ? { metric: name, value: parsed.output.metric, rows: parsed.output.rows } : null;
}

function factsOf({ artifact }: Pick<StoredModel, 'artifact'>): JsonObject {
  if (isNetArtifact(artifact)) throw new HearthError('storage_damaged', { field: 'artifact' });
  return artifact.facts;
}

async function stored(model: StoredModel) {
  const { modelOf } = await computing();
  return modelOf(model.bytes, factsOf(model));
}

function demandSettings(recipe: Recipe): SettingsRecipe {
  if (recipe.format === 2) return recipe;
  throw new HearthError('recipe_invalid', { field: 'format' });
}
