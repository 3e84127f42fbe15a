// What a person should know of how columns were read, where cells alone do not say it. Nothing here changes a value.
import type { Column, ColumnProfile, DatasetVersion } from '../../contract/data/dataset';

/** One thing to look at in one column. */
export type ColumnNote = { column: string } & (
  | { kind: 'suspect'; value: number; count: number }
  /** Which of two numbers is the day is a guess. */
  | { kind: 'guessed-order'; first: 'day' | 'month' }
  /** Plain numbers were taken for moments. */
  | { kind: 'counted'; as: 'compact' | 'epoch-seconds' | 'epoch-milliseconds' }
  /** Levels that differ in case or blanks alone. */
  | { kind: 'variants'; values: string[] }
);

const keptVariants = 6;

/** Notes of all columns, in their order. */
export function columnNotes({
  columns,
  profiles,
}: Pick<DatasetVersion, 'columns' | 'profiles'>): ColumnNote[] {
  const byName = new Map(profiles.map((profile) => [profile.name, profile]));
  return columns.flatMap((column) => [
    ...suspectOf(column, byName.get(column.name)),
    ...dateNotes(column),
    ...variantsOf(column),
  ]);
}

function suspectOf({ name, type }: Column, profile: ColumnProfile | undefined): ColumnNote[] {
  if (type !== 'number' || !profile?.suspect) return [];
  return [{ column: name, kind: 'suspect', ...profile.suspect }];
}

function dateNotes({ name, reading }: Column): ColumnNote[] {
  const dates = reading?.dates;
  if (reading?.orderIsGuessed)
    return [{ column: name, kind: 'guessed-order', first: dates === 'month/day/year' ? 'month' : 'day' }];
  if (dates === 'compact' || dates === 'epoch-seconds' || dates === 'epoch-milliseconds')
    return [{ column: name, kind: 'counted', as: dates }];
  return [];
}

function variantsOf({ name, categories }: Column): ColumnNote[] {
  const spellings = new Map<string, string[]>();
  for (const category of categories) {
    const plain = category.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
    spellings.set(plain, [...(spellings.get(plain) ?? []), category]);
  }
  const values = [...spellings.values()].filter(({ length }) => length > 1).flat();
  return values.length > 0 ? [{ column: name, kind: 'variants', values: values.slice(0, keptVariants) }] : [];
}
