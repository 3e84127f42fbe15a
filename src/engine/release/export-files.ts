// The files of a trained model for use elsewhere: TF.js layers-model, preprocessing and meaning, how to use it.
// Loaded again and compared before they are given away.
import { HearthError } from '../../contract/transport/fault';
import type { Run } from '../../contract/model/run';
import type { ModelVersion } from '../../contract/release/version';
import { Philox } from '../../domain/random';
import { vocabularyOf } from '../../domain/shapes';
import { taskNamed } from '../../domain/tasks/registry';
import type { CustomLayer } from '../../model/net/layers/form';
import { unpackTensors } from '../../model/net/serving/artifact';
import { customLayersOf, exportLayersModel, runExported, weightsFile } from '../../model/net/serving/export';
import { toOutputs } from '../../model/net/serving/predict';
import { streamOf } from '../../model/net/training/streams';
import { networkOutputs, networkSpecOf } from '../../model/net/network';
import { getBlob } from '../../storage/chunks';
import { sha256Hex } from '../../storage/hash';
import { loadForward } from '../serving/model-cache';
import type { EngineSession } from '../session';

/** A file by name. */
export interface NamedFile {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** What is exported: a version, or a run that has weights. */
export interface Exportable {
  recipe: Run['recipe'];
  artifact: NonNullable<Run['artifact']>;
  /** Further facts for `hearth.json`. */
  about: Partial<Pick<ModelVersion, 'signature' | 'card' | 'sha256' | 'number'>>;
}

const comparedRows = 32;
/** More than rounding: the exported model would not be the trained one. */
const largestDifference = 1e-4;

/** All files, and by how much the reloaded model's outputs differ. Throws `internal` where they are not the same model. */
export async function exportFiles(
  subject: Exportable,
  session: EngineSession,
): Promise<{ files: NamedFile[]; difference: number }> {
  const { recipe, artifact, about } = subject;
  const spec = networkSpecOf(recipe, artifact.preprocessing);
  const tensors = unpackTensors(await getBlob(artifact.weights), artifact.tensors);
  const { exported, difference } = await session.lease.share(null, async () => {
    const model = await exportLayersModel(spec, tensors);
    return { exported: model, difference: await compare(subject, model) };
  });
  if (!(difference <= largestDifference)) throw new HearthError('internal', {}, { difference });
  const text = (content: string) => new TextEncoder().encode(content);
  const model: NamedFile = { name: 'model.json', bytes: text(exported.modelJson) };
  const weights: NamedFile = { name: weightsFile, bytes: exported.weights };
  const facts = {
    format: 'hearth-model',
    formatVersion: 1,
    task: recipe.task,
    ...about,
    preprocessing: artifact.preprocessing,
    artifactSha256: artifact.sha256,
    customLayers: customLayersOf(spec.layers).map(({ className }) => className),
    files: await Promise.all(
      [model, weights].map(async ({ name, bytes }) => ({ name, sha256: await sha256Hex(bytes) })),
    ),
    recipe,
    exportDifference: difference,
    appVersion: __APP_VERSION__,
  };
  const meaning: NamedFile = { name: 'hearth.json', bytes: text(JSON.stringify(facts, null, 2)) };
  const readme: NamedFile = { name: 'README.txt', bytes: text(readmeOf(subject)) };
  return { files: [model, weights, meaning, readme], difference };
}

/** Largest absolute difference over seeded samples, shaped as the net's input. */
async function compare(
  { recipe, artifact }: Exportable,
  model: Awaited<ReturnType<typeof exportLayersModel>>,
): Promise<number> {
  const spec = networkSpecOf(recipe, artifact.preprocessing);
  const width = spec.inputShape.reduce((product, side) => product * side, 1);
  const random = new Philox(recipe.seed, streamOf('sample', 1));
  const vocabulary = vocabularyOf(spec.layers);
  const features = Float32Array.from({ length: comparedRows * width }, () =>
    vocabulary === null ? random.normal() : random.below(vocabulary),
  );
  const forward = await loadForward(spec, artifact);
  try {
    const logits = await forward.predict(features, comparedRows);
    const ours = toOutputs(spec.task, logits, networkOutputs(spec));
    const theirs = await runExported(model, features, spec.inputShape);
    const { head } = taskNamed(spec.task);
    const at = (index: number) => ours[head.activatedAt(index)] ?? NaN;
    return theirs.reduce((largest, value, index) => {
      const distance = Math.abs(value - at(index));
      return Number.isNaN(distance) ? Infinity : Math.max(largest, distance);
    }, 0);
  } finally {
    forward.dispose();
  }
}

function readmeOf({ recipe, artifact }: Exportable): string {
  const { inputShape, target } = artifact.preprocessing;
  return `A model trained with Hearth, as TensorFlow.js layers-model files.

  import * as tf from '@tensorflow/tfjs';
  const model = await tf.loadLayersModel('model.json');
  const output = model.predict(tf.tensor(samples, [rows, ${inputShape.join(', ')}]));

Input: encoded samples of shape [${inputShape.join(', ')}]. hearth.json tells under "preprocessing" how each is made,
feature after feature, in order:
  number     ((missing ? impute : value) - shift) / scale; where missingIndicator is true, then 1 if missing, else 0
  datetime   the same, of days since 1970
  category   one column a category (1 where equal, else 0), then one for "other or missing"
  image      pixel / divisor, rows, columns, channels

Output: ${taskNamed(recipe.task).head.describe(target.column)}.
${customLayersNote(customLayersOf(recipe.model.layers))}`;
}

function customLayersNote(layers: readonly CustomLayer[]): string {
  if (layers.length === 0) return '';
  const each = layers.map(({ className, computes }) => `  ${className}\n    ${computes}\n`).join('');
  return `
This model holds layers that TensorFlow.js does not bring. Before loading it, write a class for each, derived from
tf.layers.Layer and with this className, and register it with tf.serialization.registerClass; else the load fails with
"Unknown layer". Weights are named as below; * is the matrix product over the last axis where a kernel stands on its right.

${each}`;
}
