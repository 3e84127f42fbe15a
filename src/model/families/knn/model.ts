// A model of neighbours: the encoded training rows with their labels, as bytes of the store, and what they are read by.
import * as v from 'valibot';
import type { JsonObject } from '../../../contract/model/json';
import type { SettingsRecipe } from '../../../contract/model/recipe';
import { HearthError } from '../../../contract/transport/fault';
import { turnsOf } from '../../backends/event-loop';
import { binaryLogits, classLogits } from '../shares';
import { settingsOf } from './family';
import { NeighborSearch } from './search';
import { votesOf, type Voters } from './votes';

/** Work between two turns of the event loop, so that the worker answers messages meanwhile. */
const turnMs = 50;

const factsSchema = v.object({
  /** Rows that the model contains; the model card tells of them. */
  containedRows: v.pipe(v.number(), v.integer(), v.minValue(1)),
  width: v.pipe(v.number(), v.integer(), v.minValue(0)),
  k: v.pipe(v.number(), v.integer(), v.minValue(1)),
  classes: v.number(),
  classWeights: v.exactOptional(v.array(v.number())),
  chosen: v.exactOptional(
    v.object({
      by: v.picklist(['validation', 'training']),
      tried: v.array(v.number()),
      losses: v.array(v.number()),
    }),
  ),
});
export type KnnFacts = v.InferOutput<typeof factsSchema>;

/** Rows with their labels, and how they answer. */
export interface KnnModel {
  facts: KnnFacts;
  /** [rows, width] */
  features: Float32Array<ArrayBuffer>;
  labels: Float32Array<ArrayBuffer>;
}

/** The bytes of a model, features first. */
export function modelBytes({ features, labels }: Omit<KnnModel, 'facts'>): Uint8Array<ArrayBuffer> {
  const all = new Float32Array(features.length + labels.length);
  all.set(features);
  all.set(labels, features.length);
  return new Uint8Array(all.buffer);
}

/** Reads a stored model. Throws `storage_damaged` where bytes and facts do not agree. */
export function modelOf(bytes: Uint8Array, stored: JsonObject): KnnModel {
  const parsed = v.safeParse(factsSchema, stored);
  if (!parsed.success || bytes.byteLength !== 4 * parsed.output.containedRows * (parsed.output.width + 1))
    throw new HearthError('storage_damaged', { field: 'state' }, { bytes: bytes.byteLength });
  const { containedRows: rows, width } = parsed.output;
  const all = new Float32Array(bytes.slice().buffer);
  return { facts: parsed.output, features: all.slice(0, rows * width), labels: all.slice(rows * width) };
}

/** What counts the votes of a model. */
export function votersOf(
  { labels, facts: { classes, classWeights } }: Pick<KnnModel, 'labels' | 'facts'>,
  recipe: SettingsRecipe,
): Voters {
  const { weights } = settingsOf(recipe);
  return { labels, classes, classWeights: classWeights ? Float64Array.from(classWeights) : null, weights };
}

/** Shares of classes [rows, classes], or means [rows], of samples [rows, width]. */
export type Answer = (features: Float32Array) => Promise<Float64Array>;

/** How a model answers. */
export function answerOf(model: KnnModel, recipe: SettingsRecipe): Answer {
  const search = new NeighborSearch(model.features, model.facts.width);
  const voters = votersOf(model, recipe);
  const pause = turnsOf(turnMs);
  return async (features) =>
    votesOf(await search.nearest(features, model.facts.k, pause), model.facts.k, voters);
}

/** Votes as the raw outputs of a task’s head. */
export function outputsOf(votes: Float64Array, classes: number): Float32Array {
  if (classes > 2) return classLogits(votes);
  if (classes === 0) return Float32Array.from(votes);
  return binaryLogits(votes.filter((_, at) => at % 2 === 1));
}
