// Which rows of test nearly equal rows of training, by what the model learns from: images, one column of text alone, or the cells of a table.
import type { Partition } from '../../contract/data/dataset';
import type { QualityInput } from './check-partition';
import { nearImages } from './near-images';
import { nearRows } from './near-rows';
import { nearTexts } from './near-texts';

/** What comparing rows adds to the compared parts; null where rows cannot be told to be near. */
export type NearParts = NonNullable<NonNullable<Partition['quality']['parts']>['near']>;

/** Compares every row of test with those of training. */
export async function nearParts(
  { source, columns, features, target, assignment }: QualityInput,
  signal?: AbortSignal,
): Promise<NearParts | null> {
  const learnt = new Set(features.filter((name) => name !== target));
  const among = columns.filter(({ name }) => learnt.has(name));
  const [only] = among;
  const image = among.find(({ type }) => type === 'image');
  if (image) return { by: 'images', ...(await nearImages(source, image, assignment, signal)) };
  if (only?.type === 'text' && among.length === 1)
    return { by: 'texts', ...(await nearTexts(source, only, assignment, signal)) };
  const found = await nearRows(source, among, assignment, signal);
  return found && { by: 'cells', ...found };
}
