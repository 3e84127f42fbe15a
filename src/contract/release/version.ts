// A model version: immutable, hashed, with a signature and a card. Aliases point at versions.
import * as v from 'valibot';
import { finite, measured } from '../data/numbers';
import { logicalType } from '../data/column-types';
import { featureTypes } from '../data/fitted-features';
import { count, sha256, timestamp, ulid } from '../data/dataset';
import { artifact, backendName } from '../model/run';
import { recipe, task } from '../model/recipe';
import { cardRevision, writtenCard } from './card';

export const signatureInput = v.strictObject({
  name: v.string(),
  type: v.picklist(featureTypes),
  /** What the column is to a person; absent where that is its type, and in versions from before it was kept. */
  logical: v.exactOptional(logicalType),
  categories: v.array(v.string()),
  shape: v.nullable(v.tuple([count, count, count])),
  /** Range seen in training, of dates in milliseconds (in versions of an earlier app in days); null for categories and images. */
  range: v.nullable(v.tuple([finite, finite])),
  /** What stood beside its numbers where it was learnt. */
  unit: v.exactOptional(v.string()),
  /** What a form starts from: median or most frequent value. */
  example: v.nullable(v.union([finite, v.string()])),
});
export type SignatureInput = v.InferOutput<typeof signatureInput>;

export const signature = v.strictObject({
  inputs: v.array(signatureInput),
  output: v.strictObject({ name: v.string(), classes: v.array(v.string()), threshold: finite }),
});
export type Signature = v.InferOutput<typeof signature>;

export const latency = v.strictObject({
  /** null where the model needs none. */
  backend: v.nullable(backendName),
  batch: count,
  p50Ms: finite,
  p95Ms: finite,
  samples: count,
  peakMemoryBytes: count,
  takenAt: timestamp,
});
export type Latency = v.InferOutput<typeof latency>;

export const modelVersion = v.strictObject({
  id: ulid,
  projectId: ulid,
  number: count,
  runId: ulid,
  judgementId: ulid,
  task,
  recipe,
  signature,
  artifact,
  /** What the records suggested for the people's part of the card; what was signed for since lies with the facts. */
  card: writtenCard,
  /** What the project said of its data when the version was registered; absent in versions of an earlier app. */
  stated: v.exactOptional(
    v.strictObject({
      licence: v.string(),
      origin: v.string(),
      /** What the dictionary said of the target and the features; absent where it said nothing. */
      columns: v.exactOptional(
        v.array(v.strictObject({ name: v.string(), meaning: v.string(), unit: v.string() })),
      ),
    }),
  ),
  /** SHA-256 over canonical JSON of signature, artifact hash, recipe hash and judgement id. */
  sha256,
  /** Member who registered it; null where nobody was named yet. */
  authorId: v.nullable(ulid),
  createdAt: timestamp,
  /** Of all other fields (storage/registry/content-hash.ts); absent in records of an earlier app. */
  contentSha256: v.exactOptional(sha256),
});
export type ModelVersion = v.InferOutput<typeof modelVersion>;

/** Measured facts about a version that come after it: kept apart, so the version itself never changes. */
export const versionFacts = v.strictObject({
  versionId: ulid,
  projectId: ulid,
  latency: v.nullable(latency),
  /** Every text of the card that someone signed for, oldest first. */
  cards: v.array(cardRevision),
  /** Result of hashing the stored weights again. */
  verified: v.nullable(v.strictObject({ holds: v.boolean(), takenAt: timestamp })),
  /** Largest absolute difference of outputs after export and re-import, on 32 rows. */
  exportDifference: v.nullable(measured),
  /** Of all other fields (storage/registry/content-hash.ts); absent in records of an earlier app. */
  contentSha256: v.exactOptional(sha256),
});
export type VersionFacts = v.InferOutput<typeof versionFacts>;

/** A champion was named. The newest promotion decides. */
export const promotion = v.strictObject({
  id: ulid,
  projectId: ulid,
  versionId: ulid,
  alias: v.picklist(['champion']),
  by: v.nullable(ulid),
  /** Exactly one of the two. */
  reviewId: v.nullable(ulid),
  waiver: v.nullable(v.string()),
  at: timestamp,
  /** Of all other fields (storage/registry/content-hash.ts); absent in records of an earlier app. */
  contentSha256: v.exactOptional(sha256),
});
export type Promotion = v.InferOutput<typeof promotion>;
