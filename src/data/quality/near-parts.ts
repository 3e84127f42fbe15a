// Which rows of test nearly equal rows of training, by what the model learns from: images, one column of text alone, or the cells of a table.
import type { Partition } from '../../contract/data/dataset';
import type { QualityInput } from './check-partition';
import { nearImages } from './near-images';
import { fewestColumns, NearRowsLook } from './near-rows';
import { nearTexts } from './near-texts';
import type { Look } from './one-pass';

/** What comparing rows adds to the compared parts; null where rows cannot be told to be near. */
export type NearParts = NonNullable<NonNullable<Partition['quality']['parts']>['near']>;

/** Compares every row of test with those of training. */
export function nearLook({
  source,
  columns,
  features,
  target,
  assignment,
}: QualityInput): Look<NearParts | null> {
  const learnt = new Set(features.filter((name) => name !== target));
  const among = columns.filter(({ name }) => learnt.has(name));
  const [only] = among;
  const image = among.find(({ type }) => type === 'image');
  if (image)
    return alone(async (signal) => ({
      by: 'images',
      ...(await nearImages(source, image, assignment, signal)),
    }));
  if (only?.type === 'text' && among.length === 1)
    return alone(async (signal) => ({ by: 'texts', ...(await nearTexts(source, only, assignment, signal)) }));
  if (among.length < fewestColumns) return alone(() => Promise.resolve(null));
  const rows = new NearRowsLook(among, assignment);
  return {
    wanted: rows.wanted,
    add: (values, group) => rows.add(values, group),
    result: async (signal) => ({ by: 'cells', ...(await rows.result(signal)) }),
  };
}

/** Reads rows by itself, in an order of its own. */
const alone = (
  result: (signal: AbortSignal | undefined) => Promise<NearParts | null>,
): Look<NearParts | null> => ({ wanted: new Set(), add: () => undefined, result });
