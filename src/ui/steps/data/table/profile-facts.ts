// What the profile of a column says in words and numbers, by what the column is: shares of a boolean, quartiles of a number, levels in their order.
import { columnTypes, logicalTypeOf } from '../../../../contract/data/column-types';
import type { Column, ColumnProfile } from '../../../../contract/data/dataset';
import { truthOf } from '../../../../domain/columns/truth';
import { formatNumber, formatPercent } from '../../../../i18n/format';
import { m } from '../../../../i18n/paraglide/messages.js';
import { dateText } from './cell-text';

interface Fact {
  term: string;
  value: string;
}

/** Distinct values are counted exactly up to so many. */
const countedDistinct = 100_000;

/** A value of a column's scale: a date, a whole number, a number. */
export function scaleText(column: Column, value: number): string {
  if (columnTypes[column.type].display === 'date') return dateText(value, column.reading?.zone);
  return column.logical === 'identifier' ? String(value) : formatNumber(value, { max: 4 });
}

/** How often each value stands: of an ordered column in its order, else the most frequent first. */
export function levelCounts(column: Column, profile: ColumnProfile | null | undefined): ColumnProfile['top'] {
  const top = profile?.top ?? [];
  if (column.logical !== 'ordered' && column.logical !== 'boolean') return top;
  const place = new Map(column.categories.map((level, code) => [level, code]));
  return top.toSorted((a, b) => (place.get(a.value) ?? 0) - (place.get(b.value) ?? 0));
}

/** Heights of the small picture of a column's distribution. */
export function pictureCounts(column: Column, profile: ColumnProfile | null | undefined): readonly number[] {
  if (column.logical === 'identifier') return [];
  return (
    profile?.number?.histogram.counts ??
    levelCounts(column, profile)
      .slice(0, 12)
      .map(({ count }) => count)
  );
}

/** How much of each of these heights the rows make that filters leave; `parts` is by bin, or by top level. */
export function pictureParts(
  column: Column,
  profile: ColumnProfile | null | undefined,
  parts: Uint32Array | null,
): ArrayLike<number> | null {
  if (parts === null || profile?.number) return parts;
  const partOf = new Map((profile?.top ?? []).map(({ value }, place) => [value, parts[place] ?? 0]));
  return levelCounts(column, profile).map(({ value }) => partOf.get(value) ?? 0);
}

/** How many values differ, as far as it is known: exactly, about, or at least. */
export function distinctText({ distinct, estimated }: ColumnProfile): string {
  if (estimated && estimated.error > 0)
    return m.data_about({
      count: formatNumber(Number(estimated.distinct.toPrecision(estimatedDigits))),
      share: formatPercent(estimated.error, 1),
    });
  if (estimated) return formatNumber(estimated.distinct);
  // From before more were estimated.
  return distinct >= countedDistinct
    ? m.data_at_least({ count: formatNumber(countedDistinct) })
    : formatNumber(distinct);
}

/** Further ones would be finer than the error. */
const estimatedDigits = 3;

/** How many values that are there differ where each was counted; null where not all were. */
function countedExactly({ distinct, estimated }: ColumnProfile): number | null {
  if (estimated) return estimated.error === 0 ? estimated.distinct : null;
  return distinct < countedDistinct ? distinct : null;
}

/** Of an identifier: whether its values tell the rows apart. */
export function identifierText(profile: ColumnProfile, rows: number): string {
  const distinct = countedExactly(profile);
  if (distinct === null) return distinctText(profile);
  const repeated = rows - profile.missing - distinct;
  return repeated === 0
    ? m.data_profile_all_distinct()
    : m.data_profile_repeated({ shown: formatNumber(repeated) });
}

/** The share of true cells among those that are not missing. */
export function trueShare(column: Column, { top }: ColumnProfile): number {
  const truth = truthOf(column.categories);
  const isTrue = new Set(column.categories.filter((_, place) => truth[place] === 1));
  const present = top.reduce((sum, { count }) => sum + count, 0);
  const counted = top.reduce((sum, { value, count }) => sum + (isTrue.has(value) ? count : 0), 0);
  return present > 0 ? counted / present : 0;
}

function numberFacts(column: Column, { number }: ColumnProfile): Fact[] {
  if (!number || column.logical === 'identifier') return [];
  const value = (of: number) => scaleText(column, of);
  const spread = { term: m.data_profile_std_dev(), value: formatNumber(number.stdDev, { max: 4 }) };
  return [
    { term: m.data_profile_min(), value: value(number.min) },
    { term: m.data_profile_q25(), value: value(number.q25) },
    { term: m.data_profile_median(), value: value(number.median) },
    { term: m.data_profile_q75(), value: value(number.q75) },
    { term: m.data_profile_max(), value: value(number.max) },
    { term: m.data_profile_mean(), value: value(number.mean) },
    ...(columnTypes[column.type].display === 'date' ? [] : [spread]),
  ];
}

/** What its type has to say, in a few words. */
function ownFacts(column: Column, profile: ColumnProfile, rows: number): Fact[] {
  switch (logicalTypeOf(column)) {
    case 'boolean':
      return [{ term: m.data_profile_true(), value: formatPercent(trueShare(column, profile)) }];
    case 'identifier':
      return [{ term: m.data_profile_unique(), value: identifierText(profile, rows) }];
    case 'ordered':
      return [{ term: m.data_profile_order(), value: column.categories.join(' < ') }];
    default:
      return [];
  }
}

/** All that is known of a column. */
export function profileFacts(column: Column, profile: ColumnProfile, rows: number): Fact[] {
  const share = rows > 0 ? profile.missing / rows : 0;
  return [
    { term: m.data_profile_missing(), value: `${formatNumber(profile.missing)} (${formatPercent(share)})` },
    { term: m.data_profile_distinct(), value: distinctText(profile) },
    ...ownFacts(column, profile, rows),
    ...numberFacts(column, profile),
  ];
}

/** The few that stand at the head of a column's menu. */
export function headFacts(column: Column, profile: ColumnProfile | null, rows: number): Fact[] {
  if (!profile) return [];
  const few = new Set<string>([m.data_profile_min(), m.data_profile_median(), m.data_profile_max()]);
  return [
    ...ownFacts(column, profile, rows),
    ...numberFacts(column, profile).filter(({ term }) => few.has(term)),
  ];
}
