// A model of neighbours as two files: its rows as float32, and what they are; read again and compared before they are given away.
import type { SettingsRecipe } from '../../../contract/model/recipe';
import type { FittedPreprocessing } from '../../../contract/model/run';
import { encodedNames } from '../../../contract/data/fitted-features';
import { Philox } from '../../../domain/random';
import { streamOf } from '../../net/training/streams';
import { largestDifference } from '../compared';
import type { ExportedModel } from '../numerics';
import { settingsOf } from './family';
import { answerOf, modelBytes, modelOf, type KnnModel } from './model';

const rowsFile = 'rows.f32';
const factsFile = 'neighbors.json';
const comparedRows = 32;

/** The files of a model. */
export function exportKnn(
  recipe: SettingsRecipe,
  { features, target }: FittedPreprocessing,
  model: KnnModel,
): ExportedModel {
  const { classes, containedRows } = model.facts;
  const facts = {
    format: 'hearth-neighbors',
    formatVersion: 1,
    task: recipe.task,
    columns: features.flatMap(encodedNames),
    outputs: target.kind === 'classes' ? target.classes : [target.column],
    weights: settingsOf(recipe).weights,
    ...model.facts,
  };
  return {
    files: [
      { name: rowsFile, bytes: modelBytes(model) },
      { name: factsFile, bytes: new TextEncoder().encode(JSON.stringify(facts, null, 2)) },
    ],
    facts: {},
    usage: `A model of k nearest neighbors, kept by Hearth.

${rowsFile}: little-endian float32: the encoded training rows [containedRows, width], row by row, then their labels [containedRows]
(${classes > 0 ? 'places among "outputs"' : 'the scaled target'}). ${factsFile} has the numbers and names.

With scikit-learn, which may choose others among rows that are equally far:

  import json, numpy as np
  from sklearn.neighbors import ${classes > 0 ? 'KNeighborsClassifier' : 'KNeighborsRegressor'}
  facts = json.load(open('${factsFile}'))
  numbers = np.fromfile('${rowsFile}', dtype='<f4')
  rows, labels = np.split(numbers, [facts['containedRows'] * facts['width']])
  model = ${classes > 0 ? 'KNeighborsClassifier' : 'KNeighborsRegressor'}(facts['k'], weights=facts['weights'])
  model.fit(rows.reshape(-1, facts['width']), labels)
${model.facts.classWeights ? '\nA vote of a row is multiplied by its class’s number under "classWeights", which scikit-learn has no setting for.\n' : ''}`,
    remarks: `
Privacy: ${rowsFile} contains the ${containedRows} training rows themselves, encoded, with their labels. Whoever has it can read them.
Give it only to those who may see the data.
`,
  };
}

/** Largest absolute difference of answers over seeded samples between the model and its files. */
export async function compareKnn(
  recipe: SettingsRecipe,
  model: KnnModel,
  { files }: ExportedModel,
): Promise<number> {
  const [rows, facts] = files;
  const again = modelOf(
    rows!.bytes,
    JSON.parse(new TextDecoder().decode(facts?.bytes)) as Record<string, never>,
  );
  const { width, containedRows } = model.facts;
  const random = new Philox(recipe.seed, streamOf('sample', 1));
  // Near the rows, where neighbours matter.
  const features = new Float32Array(comparedRows * width);
  for (let row = 0; row < comparedRows; row++) {
    const near = random.below(containedRows) * width;
    for (let at = 0; at < width; at++)
      features[row * width + at] = model.features[near + at]! + 0.1 * random.normal();
  }
  return largestDifference(await answerOf(model, recipe)(features), await answerOf(again, recipe)(features));
}
