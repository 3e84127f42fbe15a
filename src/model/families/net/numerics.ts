// Nets behind the interface of families: training, serving and estimates as model/net does them.
import { isNetRecipe, type NetRecipe, type Recipe } from '../../../contract/model/recipe';
import { isNetArtifact, type Artifact, type NetArtifact } from '../../../contract/model/run';
import { HearthError } from '../../../contract/transport/fault';
import { outputShapes } from '../../../domain/shapes';
import { buildNetwork, networkOutputs, netSpecOf, type NetworkSpec } from '../../net/network';
import { packTensors, unpackTensors } from '../../net/serving/artifact';
import { estimateCost, evaluationBatchRows } from '../../net/serving/estimate';
import { Forward } from '../../net/serving/forward';
import { train } from '../../net/training/train';
import { readVariables, writeVariables } from '../../net/training/variables';
import {
  modelShape,
  type FamilyJob,
  type FamilyNumerics,
  type FamilyOutcome,
  type FamilySignal,
  type ModelShape,
  type Predictor,
  type StoredModel,
} from '../numerics';
import { compareNet, exportNet } from './export';

export const numerics: FamilyNumerics = {
  deviceNet: specOf,
  parameters(recipe, shape) {
    const spec = specOf(recipe, shape);
    return outputShapes([...spec.inputShape], [...spec.layers], networkOutputs(spec)).reduce(
      (sum, { parameters }) => sum + parameters,
      0,
    );
  },
  estimate: ({ recipe, shape, ...known }) =>
    estimateCost({ ...known, recipe: demandNet(recipe), network: specOf(recipe, shape) }),
  batchRows: (recipe, shape) => ({
    training: demandNet(recipe).batchSize,
    prediction: evaluationBatchRows(specOf(recipe, shape)),
  }),
  train: trainNet,
  load: loadNet,
  export: ({ recipe, artifact, bytes }) =>
    exportNet(storedSpec(recipe, artifact), unpackTensors(bytes, demandTensors(artifact).tensors)),
  async compare(model, exported) {
    const forward = loadForward(model);
    try {
      return await compareNet(forward, exported, model.recipe.seed);
    } finally {
      forward.dispose();
    }
  },
};

async function* trainNet(job: FamilyJob): AsyncGenerator<FamilySignal, FamilyOutcome> {
  const { recipe: asked, shape, device, ...rest } = job;
  const recipe = demandNet(asked);
  const outcome = yield* train({
    ...rest,
    ...device,
    recipe,
    microBatch: device?.microBatch ?? recipe.batchSize,
    network: specOf(recipe, shape),
  });
  return {
    reason: outcome.reason,
    learnt: { kind: 'tensors', tensors: outcome.weights },
    record: {
      step: outcome.step,
      history: outcome.history,
      bestEpoch: outcome.bestEpoch,
      secondsTrained: outcome.secondsTrained,
      ...(outcome.msPerStep === null ? {} : { msPerStep: outcome.msPerStep }),
      ...(outcome.peakBytes === 0 ? {} : { peakMemoryBytes: outcome.peakBytes }),
    },
  };
}

/** Builds a net and fills it from its weights. Throws `storage_damaged`. */
function loadForward({ recipe, artifact, bytes }: StoredModel): Forward {
  const tensors = unpackTensors(bytes, demandTensors(artifact).tensors);
  const network = buildNetwork(storedSpec(recipe, artifact), 'logits');
  try {
    writeVariables(network.variables, tensors);
    return new Forward(network);
  } catch (thrown) {
    network.dispose();
    throw thrown;
  }
}

function loadNet(model: StoredModel): Promise<Predictor> {
  const forward = loadForward(model);
  return Promise.resolve({
    outputs: networkOutputs(forward.network.spec),
    predict: (features, rows, onPeak) => forward.predict(features, rows, onPeak),
    bytes: async () => packTensors(await readVariables(forward.network.variables)).bytes,
    dispose: () => forward.dispose(),
  });
}

function specOf(recipe: Recipe, { inputShape, classes }: ModelShape): NetworkSpec {
  return netSpecOf(demandNet(recipe), inputShape, classes);
}

function storedSpec(recipe: Recipe, { preprocessing }: Artifact): NetworkSpec {
  return specOf(recipe, modelShape(preprocessing));
}

function demandNet(recipe: Recipe): NetRecipe {
  if (isNetRecipe(recipe)) return recipe;
  throw new HearthError('recipe_invalid', { field: 'format' });
}

function demandTensors(artifact: Artifact): NetArtifact {
  if (isNetArtifact(artifact)) return artifact;
  throw new HearthError('storage_damaged', { field: 'artifact' }, {}, 'the model is not a net');
}
