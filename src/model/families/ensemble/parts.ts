// What of an encoded sample each member reads. Members whose families want the columns alike read the same part of it.
import { encodedNames } from '../../../contract/data/fitted-features';
import { canonicalJson } from '../../../domain/hashing/canonical';
import type { SettingsRecipe } from '../../../contract/model/recipe';
import type { FittedPreprocessing } from '../../../contract/model/run';
import { HearthError } from '../../../contract/transport/fault';
import type { Batch, BatchSource, WholeRows } from '../../net/training/batch-source';
import { treatmentOf, treatmentsOf } from '../treated';

/** Part of an encoded sample. */
export interface Part {
  /** What encodes it. */
  fitted: FittedPreprocessing;
  /** Its first value, and how many it has. */
  from: number;
  width: number;
}

/** The part of each member, in their order. Throws `storage_damaged` where the sample has no such parts. */
export function partsOf(
  recipe: SettingsRecipe,
  members: readonly SettingsRecipe[],
  fitted: FittedPreprocessing,
): Part[] {
  const keys = treatmentsOf(recipe).map((treatment) => canonicalJson(treatment));
  const counts = fitted.parts ?? [fitted.features.length];
  if (counts.length !== keys.length)
    throw new HearthError('storage_damaged', { field: 'preprocessing.parts' });
  let [feature, from] = [0, 0];
  const parts = counts.map((count): Part => {
    const features = fitted.features.slice(feature, feature + count);
    const width = features.flatMap(encodedNames).length;
    const part = { fitted: { features, target: fitted.target, inputShape: [width] }, from, width };
    feature += count;
    from += width;
    return part;
  });
  return members.map((member) => parts[keys.indexOf(canonicalJson(treatmentOf(member)))]!);
}

/** The values of a part of samples [rows, total]: themselves where it is all of them. */
export function slice(features: Float32Array, rows: number, { from, width }: Part): Float32Array {
  const total = rows === 0 ? 0 : features.length / rows;
  if (total === width) return features;
  const taken = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++) {
    const start = row * total + from;
    taken.set(features.subarray(start, start + width), row * width);
  }
  return taken;
}

/** The same rows with a part of each sample. */
export function sourceOfPart(source: BatchSource, part: Part): BatchSource {
  const sliced = (batch: Batch): Batch => ({ ...batch, features: slice(batch.features, batch.rows, part) });
  let whole: Promise<WholeRows | null> | null = null;
  return {
    trainRows: source.trainRows,
    validationRows: source.validationRows,
    async *train(epoch, skip) {
      for await (const batch of source.train(epoch, skip)) yield sliced(batch);
    },
    whole: () =>
      (whole ??= (async () => {
        const rows = (await source.whole?.()) ?? null;
        return rows && { ...rows, features: slice(rows.features, rows.labels.length, part) };
      })()),
    async *validation() {
      for await (const batch of source.validation()) yield sliced(batch);
    },
  };
}
