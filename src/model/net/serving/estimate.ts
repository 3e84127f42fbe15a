// What a recipe would cost before it runs: parameters, bytes, multiply-adds, time. Arithmetic on shapes; nothing is built.
import type { Estimate } from '../../../contract/model/device';
import { layerDefinition } from '../../../contract/model/layers/registry';
import type { NetRecipe } from '../../../contract/model/recipe';
import { outputShapes, type LayerShape } from '../../../domain/shapes';
import { passesPerStep, stepMsAt, type Pace } from '../../../domain/training-rate';
import { slotNames } from '../optimizers/optimizers';
import { mostRowsOfPass } from '../../backends/submit-size';
import { networkOutputs, type NetworkSpec } from '../network';

const floatBytes = 4;
/** Floats of all activations of one forward pass: 32 MiB. */
const evaluationFloats = 2 ** 23;
const mostEvaluationRows = 2048;
/** Checkpoints kept beside the one being written. */
const generations = 2;

function product(shape: readonly number[]): number {
  return shape.reduce((total, side) => total * side, 1);
}

/** Floats of one sample that a step holds: its input, what every layer puts out, and what a layer keeps within. */
function activationsOf(spec: NetworkSpec, shapes: readonly LayerShape[]): number {
  return shapes.reduce((sum, { outputShape }, index) => {
    const layer = spec.layers[index];
    const before = shapes[index - 1]?.outputShape ?? spec.inputShape;
    return (
      sum +
      product(outputShape) +
      (layer ? (layerDefinition(layer.kind).innerFloats?.(layer, before) ?? 0) : 0)
    );
  }, product(spec.inputShape));
}

/** Rows of one forward pass that keep its activations near 32 MiB and its work short; decided by the net alone, so results repeat. */
export function evaluationBatchRows(spec: NetworkSpec): number {
  const shapes = outputShapes([...spec.inputShape], [...spec.layers], networkOutputs(spec));
  const floats = activationsOf(spec, shapes);
  return Math.min(
    mostEvaluationRows,
    mostRowsOfPass(spec),
    Math.max(1, Math.floor(evaluationFloats / floats)),
  );
}

/** What is known of the data and the device before a run. */
export interface EstimateInput {
  recipe: Pick<NetRecipe, 'optimizer' | 'batchSize' | 'epochs' | 'earlyStopping'>;
  network: NetworkSpec;
  trainRows: number;
  validationRows: number;
  /** How fast the device trains on the path that the run takes; null where that was not measured. */
  pace: Pace | null;
  /** Bytes of encoded rows held at once. */
  windowBytes: number;
}

/** The estimate; the backend is the caller's to fill in. Throws `shape_mismatch`. */
export function estimateCost(input: EstimateInput): Omit<Estimate, 'backend'> {
  const { recipe, network, pace } = input;
  const shapes = outputShapes([...network.inputShape], [...network.layers], networkOutputs(network));
  const parameters = shapes.reduce((sum, layer) => sum + layer.parameters, 0);
  const multiplyAdds = shapes.reduce((sum, layer) => sum + layer.multiplyAdds, 0);
  const inputFloats = product(network.inputShape);
  const activationFloats = activationsOf(network, shapes);
  const modelBytes = parameters * floatBytes;
  const slots = slotNames(recipe.optimizer).length;
  const copies = 2 + slots;
  const encodedBytes = Math.min(input.windowBytes, input.trainRows * inputFloats * floatBytes);
  const batchBytes = 2 * recipe.batchSize * activationFloats * floatBytes;
  const stateCopies = 1 + slots + (recipe.earlyStopping ? 1 : 0);
  return {
    parameters,
    modelBytes,
    multiplyAdds,
    trainingBytes: modelBytes * copies + batchBytes + encodedBytes,
    storageBytes: modelBytes * (1 + generations * stateCopies),
    seconds: pace && secondsOf(input, multiplyAdds, pace),
    layers: shapes.map(({ kind, outputShape, parameters: count }) => ({
      kind,
      outputShape,
      parameters: count,
    })),
  };
}

function secondsOf(
  { recipe, network, trainRows, validationRows }: EstimateInput,
  multiplyAdds: number,
  pace: Pace,
): number {
  const { batchSize, epochs } = recipe;
  const rows = Math.min(batchSize, trainRows);
  const steps = Math.ceil(trainRows / Math.max(1, rows));
  const passRows = Math.min(validationRows, evaluationBatchRows(network));
  const passes = passRows === 0 ? 0 : Math.ceil(validationRows / passRows);
  const epochMs =
    steps * stepMsAt(pace, rows, multiplyAdds) +
    (passes * stepMsAt(pace, passRows, multiplyAdds)) / passesPerStep;
  return (epochs * epochMs) / 1000;
}
