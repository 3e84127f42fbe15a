// A linear model as one JSON file of coefficients, which any language reads, and as a table for people; the JSON is loaded again and
// compared before it is given away.
import * as v from 'valibot';
import type { JsonObject } from '../../../contract/model/json';
import type { SettingsRecipe } from '../../../contract/model/recipe';
import type { FittedPreprocessing } from '../../../contract/model/run';
import { Philox } from '../../../domain/random';
import { taskNamed } from '../../../domain/tasks/registry';
import { toOutputs } from '../../net/serving/predict';
import { streamOf } from '../../net/training/streams';
import type { ExportedModel } from '../numerics';
import { answerOf } from './answer';
import { coefficientsOf, type Coefficients } from './coefficients';
import { settingsOf } from './family';
import { estimatesOf, type Inference } from './inference/estimates';
import { lossKind } from './inference/facts';
import { estimatesCsv } from '../../../domain/estimates/estimates-csv';
import { outputNames, termNames } from './terms';

const fileName = 'coefficients.json';
const tableName = 'coefficients.csv';
const comparedRows = 32;

const coefficientsFile = v.object({
  intercepts: v.array(v.number()),
  /** [outputs][width] */
  coefficients: v.array(v.array(v.number())),
});

/** The files of a model: its coefficients under the names of the encoded columns, and per unit of the original ones. */
export function exportGlm(
  recipe: SettingsRecipe,
  preprocessing: FittedPreprocessing,
  model: Coefficients,
  inference: Inference | null,
): ExportedModel {
  const { width, outputs, parameters } = model;
  const { task } = recipe;
  const isOfCounts = lossKind(recipe, settingsOf(recipe)) === 'poisson';
  const each = Array.from({ length: outputs }, (_, k) => k);
  const file: JsonObject = {
    format: 'hearth-glm',
    formatVersion: 1,
    task,
    ...(isOfCounts ? { link: 'log' } : {}),
    columns: termNames(preprocessing, width),
    outputs: outputNames(preprocessing, outputs),
    intercepts: each.map((k) => parameters[width * outputs + k]!),
  };
  const coefficients = each.map((k) =>
    Array.from({ length: width }, (_, column) => parameters[column * outputs + k]!),
  );
  const text = JSON.stringify({ ...file, coefficients });
  const table = estimatesCsv(estimatesOf(preprocessing, model, inference));
  const bytes = (content: string) => new TextEncoder().encode(content);
  return {
    files: [
      { name: fileName, bytes: bytes(text) },
      { name: tableName, bytes: bytes(table) },
    ],
    facts: {},
    usage: `A linear model fitted with Hearth, as JSON.

  const { intercepts, coefficients } = JSON.parse(text); // coefficients[output][column], as named under "outputs" and "columns"
  const z = intercepts.map((intercept, k) => sample.reduce((sum, x, column) => sum + x * coefficients[k][column], intercept));

${isOfCounts ? countNote : linkNotes[taskNamed(task).head.activation]}

${tableName} has the same model per unit of the columns as they came, with standard errors where there are any.
`,
    remarks: '',
  };
}

const linkNotes = {
  sigmoid: 'The probability of the second class is 1 / (1 + exp(-z[0])).',
  softmax: 'The probabilities are exp(z[k]) divided by the sum of exp(z) over all outputs.',
  linear: 'The output is z[0].',
};
const countNote =
  'The prediction is exp(z[0]), in the unit of the target; the output below is (exp(z[0]) - shift) / scale.';

/** Largest absolute difference of outputs over seeded samples between the model and its file. */
export function compareGlm(
  recipe: SettingsRecipe,
  preprocessing: FittedPreprocessing,
  model: Coefficients,
  { files }: ExportedModel,
): number {
  const { task, seed } = recipe;
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
  const answer = answerOf(recipe, preprocessing);
  const outputsOf = (each: Coefficients) =>
    Float64Array.from(toOutputs(task, answer(each, features, comparedRows), outputs));
  const ours = outputsOf(model);
  return outputsOf(again).reduce((largest, value, at) => {
    const distance = Math.abs(value - ours[at]!);
    return Number.isNaN(distance) ? Infinity : Math.max(largest, distance);
  }, 0);
}
