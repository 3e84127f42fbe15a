// A setting of a family as the axis of a picture: its marks, and what a place on it means. Pure.
import type { Dimension, SearchSpace } from '../../../../../contract/model/search/search-space';
import { valueAt, valueCount } from '../../../../../domain/search/space';
import { settingPrefix } from '../../../../../domain/study/settings-of';
import { valueWords } from '../search-words';

/** A key without the prefix of its path, as lines and words name it. */
export const keyOf = ({ path }: Dimension): string => path.slice(settingPrefix.length);

/** Marks at every choice, else at both ends and in the middle. */
export function axisTicks(family: string, dimension: Dimension): { at: number; label: string }[] {
  const count = valueCount(dimension);
  const places =
    dimension.kind === 'choice'
      ? Array.from({ length: count }, (_, place) => (place + 0.5) / count)
      : [0, 0.5, 1];
  return places.map((at) => ({ at, label: placeWords(family, dimension, at) }));
}

/** The value at a place from 0 to 1, in words. */
export const placeWords = (family: string, dimension: Dimension, at: number): string =>
  valueWords(family, keyOf(dimension), valueAt(dimension, at));

/** The places of the settings in the space that are drawn first: those that say most, and where none is known the first that varied. */
export function firstSettings(
  space: SearchSpace,
  varied: readonly string[],
  shares: readonly { key: string }[],
): number[] {
  const keys = [...shares.map(({ key }) => key).filter((key) => varied.includes(key)), ...varied];
  return [...new Set(keys)].map((key) => space.findIndex((each) => keyOf(each) === key));
}
