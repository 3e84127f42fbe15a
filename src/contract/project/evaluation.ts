// E as it is computed, kept and shown. Formulas are in domain/evaluation/.
import * as v from 'valibot';
import { finite } from '../data/numbers';
import { count, sha256, timestamp, ulid } from '../data/dataset';
import { dimension, projectStage, step } from './project';

export const evidence = v.strictObject({ table: v.string(), id: v.string(), sha256: v.nullable(sha256) });
export type Evidence = v.InferOutput<typeof evidence>;

export const readingState = v.picklist(['measured', 'missing', 'stale', 'not-applicable']);

export const reading = v.strictObject({
  id: v.string(), // of the indicator, such as 'M1a'
  raw: v.nullable(finite),
  /** Rows, runs or items behind the raw value. */
  n: v.nullable(count),
  state: readingState,
  /** In [0, 1]; null unless measured. */
  score: v.nullable(finite),
  evidence: v.array(evidence),
  takenAt: timestamp,
  /** 'app' or a member's id. */
  by: v.string(),
  catalogueVersion: count,
});
export type Reading = v.InferOutput<typeof reading>;

const interval = v.tuple([finite, finite]);

export const dimensionScore = v.strictObject({
  dimension,
  weight: finite,
  /** Lower end: missing and stale at 0; upper end: at 1. `score` is the mean over what is measured, null where nothing is. */
  score: v.nullable(finite),
  interval,
  coverage: finite,
});
export type DimensionScore = v.InferOutput<typeof dimensionScore>;

/** One thing a person could do, and by how much it would raise E at most. */
export const action = v.strictObject({ indicator: v.string(), gain: finite, step });
export type Action = v.InferOutput<typeof action>;

export const veto = v.picklist(['personal-data', 'leakage', 'target-leakage', 'parity', 'no-rollback']);

export const snapshot = v.strictObject({
  id: ulid,
  projectId: ulid,
  catalogueVersion: count,
  /** What was due; absent in snapshots of version 1 of the catalogue, which counted everything. */
  stage: v.exactOptional(projectStage),
  readings: v.array(reading),
  dimensions: v.array(dimensionScore),
  /** null: withheld, coverage is below 80 % in all or 60 % in a dimension. */
  headline: v.nullable(finite),
  interval,
  /** Mean over what is measured, shown as provisional. */
  provisional: v.nullable(finite),
  coverage: finite,
  geometric: v.nullable(finite),
  imbalanced: v.boolean(),
  weakest: v.nullable(dimension),
  vetoes: v.array(veto),
  actions: v.array(action),
  /** SHA-256 over canonical JSON of readings, weights and stage: two equal states of a project give one snapshot. */
  sha256,
  takenAt: timestamp,
  /** Of all other fields (storage/registry/content-hash.ts); absent in records of an earlier app. */
  contentSha256: v.exactOptional(sha256),
});
export type Snapshot = v.InferOutput<typeof snapshot>;
/** E as it was just computed; `unkept` where the disk has no room for its snapshot. */
export type Evaluated = Snapshot & { unkept?: true };
