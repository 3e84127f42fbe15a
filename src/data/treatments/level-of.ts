// Which of the known levels a value is, as a person types it or a host sends it.
import type { CellReading } from '../../contract/data/cell-reading';
import type { InputRow, Prediction } from '../../contract/transport/engine-api';
import { isMissingToken } from '../cells/missing';
import { levelFinder, type LevelFinder } from '../cells/near-levels';

const finders = new WeakMap<readonly string[], LevelFinder>();

/** Built once for a fitted feature: a host may ask many rows a second. */
function finderOf(categories: readonly string[]): LevelFinder {
  const known = finders.get(categories);
  if (known) return known;
  const made = levelFinder(categories);
  finders.set(categories, made);
  return made;
}

/** A level's place among the categories, −1 for none; what there is to say of it. */
export interface FoundLevel {
  place: number;
  warning: Prediction['warnings'][number]['code'] | null;
}

/** Finds the level that a value is, or almost is. */
export function findLevel(
  { categories, reading }: { categories: readonly string[]; reading?: CellReading },
  raw: InputRow[string],
): FoundLevel {
  const written = raw === null || raw instanceof Uint8Array ? '' : String(raw);
  const text = written.trim();
  const { index, isExact } = finderOf(categories)(text);
  const isMissing = !isExact && (isMissingToken(text) || reading?.missing.includes(text) === true);
  if (isMissing) return { place: -1, warning: 'missing' };
  if (index < 0) return { place: -1, warning: 'unknown_category' };
  return { place: index, warning: isExact && text === written ? null : 'adapted' };
}

/** Place of each code of a column's dictionary among the fitted categories, −1 where it is none. */
export function placesOfCodes(categories: readonly string[], dictionary: readonly string[]): Int32Array {
  const order = new Map(categories.map((name, place) => [name, place]));
  return Int32Array.from(dictionary, (name) => order.get(name) ?? -1);
}

/** The most frequent value that the model knows; a rare one may have been folded into "other". */
export function commonLevel(
  categories: readonly string[],
  profile: { top: readonly { value: string }[] } | undefined,
): string | null {
  const common = profile?.top.find(({ value }) => categories.includes(value));
  return common?.value ?? categories[0] ?? null;
}

/** Levels that stand in training, the most frequent first, then by code unit. */
export function rankedLevels(
  dictionary: readonly string[],
  counts: Float64Array,
): { name: string; code: number; count: number }[] {
  return dictionary
    .map((name, code) => ({ name, code, count: counts[code] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}
