// A linear model as one JSON file of coefficients, which any language reads; loaded again and compared before it is given away.
import * as v from 'valibot';
import type { JsonObject } from '../../../contract/model/json';
import type { Recipe, SettingsRecipe } from '../../../contract/model/recipe';
import type { FittedPreprocessing } from '../../../contract/model/run';
import { Philox } from '../../../domain/random';
import { taskNamed } from '../../../domain/tasks/registry';
import { toOutputs } from '../../net/serving/predict';
import { streamOf } from '../../net/training/streams';
import type { ExportedModel } from '../numerics';
import { coefficientsOf, predictLinear, type Coefficients } from './coefficients';
import { outputNames, termNames } from './terms';

const fileName = 'coefficients.json';
const comparedRows = 32;

const coefficientsFile = v.object({
  intercepts: v.array(v.number()),
  /** [outputs][width] */
  coefficients: v.array(v.array(v.number())),
});

/** The files of a model: its coefficients under the names of the encoded columns. */
export function exportGlm(
  recipe: SettingsRecipe,
  preprocessing: FittedPreprocessing,
  { width, outputs, parameters }: Coefficients,
): ExportedModel {
  const { task } = recipe;
  const each = Array.from({ length: outputs }, (_, k) => k);
  const file: JsonObject = {
    format: 'hearth-glm',
    formatVersion: 1,
    task,
    columns: termNames(preprocessing, width),
    outputs: outputNames(preprocessing, outputs),
    intercepts: each.map((k) => parameters[width * outputs + k]!),
  };
  const coefficients = each.map((k) =>
    Array.from({ length: width }, (_, column) => parameters[column * outputs + k]!),
  );
  const text = JSON.stringify({ ...file, coefficients });
  return {
    files: [{ name: fileName, bytes: new TextEncoder().encode(text) }],
    facts: {},
    usage: `A linear model fitted with Hearth, as JSON.

  const { intercepts, coefficients } = JSON.parse(text); // coefficients[output][column], as named under "outputs" and "columns"
  const z = intercepts.map((intercept, k) => sample.reduce((sum, x, column) => sum + x * coefficients[k][column], intercept));

${linkNotes[taskNamed(task).head.activation]}
`,
    remarks: '',
  };
}

const linkNotes = {
  sigmoid: 'The probability of the second class is 1 / (1 + exp(-z[0])).',
  softmax: 'The probabilities are exp(z[k]) divided by the sum of exp(z) over all outputs.',
  linear: 'The output is z[0].',
};

/** Largest absolute difference of outputs over seeded samples between the model and its file. */
export function compareGlm({ task, seed }: Recipe, model: Coefficients, { files }: ExportedModel): number {
  const { width, outputs } = model;
  const read = v.parse(coefficientsFile, JSON.parse(new TextDecoder().decode(files[0]?.bytes)));
  const parameters = new Float64Array((width + 1) * outputs);
  read.coefficients.forEach((column, k) =>
    column.forEach((value, at) => (parameters[at * outputs + k] = value)),
  );
  parameters.set(read.intercepts, width * outputs);
  const again = coefficientsOf(new Uint8Array(parameters.buffer), width, outputs);
  const random = new Philox(seed, streamOf('sample', 1));
  const features = Float32Array.from({ length: comparedRows * width }, () => random.normal());
  const outputsOf = (each: Coefficients) =>
    Float64Array.from(toOutputs(task, predictLinear(each, features, comparedRows), outputs));
  const ours = outputsOf(model);
  return outputsOf(again).reduce((largest, value, at) => {
    const distance = Math.abs(value - ours[at]!);
    return Number.isNaN(distance) ? Infinity : Math.max(largest, distance);
  }, 0);
}
