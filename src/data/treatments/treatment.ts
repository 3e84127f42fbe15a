// What turns a column into what a model learns from: one coder for each kind of fitted feature. Fitting sees training rows only.
import type { FittedFeature, FittedKind, fittedKinds } from '../../contract/data/fitted-features';
import type { Column, ColumnProfile } from '../../contract/data/dataset';
import type { PreprocessingSpec } from '../../contract/model/recipe';
import type { SignatureInput } from '../../contract/release/version';
import type { InputRow, Prediction } from '../../contract/transport/engine-api';
import type { ColumnValues, ValuesOf } from '../columns/values';

/** What is fitted of a kind, and the values that it is fitted on. */
export type FittedOf<K extends FittedKind> = Extract<FittedFeature, { kind: K }>;
type ValuesOfKind<K extends FittedKind> = [FittedKind] extends [K]
  ? ColumnValues
  : ValuesOf<(typeof fittedKinds)[K]['type']>;

/** Where encoded values go: from `at`, one sample every `stride`. */
export interface EncodedPlace {
  data: Float32Array;
  at: number;
  stride: number;
}

/** What is known beside the rows that are encoded. */
export interface EncodingContext {
  /** Of the coder's `prepare`. */
  prepared?: Int32Array | undefined;
  /** Of rows that a model learns from: the number in the dataset of the group's first row. Absent where it predicts. */
  trainingFrom?: number | undefined;
}

/** The target of a group's rows, for what is learnt from it. */
export interface TrainingTargets {
  /** Class index or number of every row of the group. */
  values: ArrayLike<number>;
  /** 0 where the target is a number. */
  classes: number;
  /** Of the group, in the dataset. */
  firstRow: number;
}

/** A column as what a model learns from. Fitting sees training rows only; the fitted feature is part of the model. */
export interface FeatureCoder<K extends FittedKind> {
  gather(column: Column): FeatureGatherer<K>;
  width(feature: FittedOf<K>): number;
  /** The shape of a sample, for a type that stands alone; null where features stand side by side. */
  sampleShape(feature: FittedOf<K>): number[] | null;
  /** Made once for a fitted feature and a dataset's column. */
  prepare?(feature: FittedOf<K>, column: Column): Int32Array;
  /** Encodes rows of a group (indices inside it). */
  encode(
    feature: FittedOf<K>,
    values: ValuesOfKind<K>,
    rows: Uint32Array,
    out: EncodedPlace,
    context: EncodingContext,
  ): void;
  /**
   * Encodes a value as a person types it or a host sends it, and tells what the model never saw of it.
   * @throws HearthError `input_invalid` where it cannot be read at all.
   */
  write(
    feature: FittedOf<K>,
    raw: InputRow[string],
    data: Float32Array,
    at: number,
  ): Prediction['warnings'][number]['code'] | null;
  /** What the model's signature tells of it, with an example from the data's profile. */
  signature(
    feature: FittedOf<K>,
    profile: ColumnProfile | undefined,
  ): Partial<Pick<SignatureInput, 'categories' | 'shape' | 'range' | 'example' | 'unit'>>;
}

/** Gathers what fitting a feature needs. */
export interface FeatureGatherer<K extends FittedKind> {
  /** Null where no value has to be read. */
  add: ((values: ValuesOfKind<K>, rows: Uint32Array, targets: TrainingTargets | null) => void) | null;
  /** Null where nothing can be learnt, and the feature is dropped. */
  finish(spec: PreprocessingSpec): FittedOf<K> | null;
}
