// The columns as lines of the overview: what their profiles say, and what was found in them.
import type { Column, DatasetVersion } from '../../../../contract/data/dataset';
import type { ColumnNote } from '../../../../domain/columns/column-notes';
import { isIndexColumn } from '../../../../domain/columns/index-column';
import type { GivenAway } from '../../../../domain/predictive/given-away';
import { m } from '../../../../i18n/paraglide/messages.js';
import { pictureCounts, distinctText } from '../table/profile-facts';

export interface ColumnFinding {
  kind: 'given-away' | 'constant' | 'index' | 'missing' | ColumnNote['kind'];
  tone: 'warn' | 'bad';
  text: () => string;
}

export interface ColumnLine {
  column: Column;
  /** Share of the rows. */
  missing: number;
  /** As far as it is known, to sort by; and in words. */
  distinct: number;
  distinctText: string;
  counts: readonly number[];
  findings: readonly ColumnFinding[];
}

/** From this share of missing cells on a column is named: the limit of the evaluation catalogue (D1a). */
const muchMissing = 0.2;

const noteTexts: Record<ColumnNote['kind'], () => string> = {
  suspect: m.data_found_suspect,
  'guessed-order': m.data_found_dates,
  counted: m.data_found_dates,
  variants: m.data_found_variants,
};

/** The dataset's columns in their order. */
export function columnLines(
  { columns, profiles, rows }: Pick<DatasetVersion, 'columns' | 'profiles' | 'rows'>,
  notes: readonly ColumnNote[],
  suspected: readonly GivenAway[],
): ColumnLine[] {
  const byName = new Map(profiles.map((profile) => [profile.name, profile]));
  return columns.map((column) => {
    const profile = byName.get(column.name);
    const missing = profile && rows > 0 ? profile.missing / rows : 0;
    const suspicion = suspected.find(({ name, answer }) => name === column.name && answer === null);
    const findings: ColumnFinding[] = [];
    if (suspicion)
      findings.push({
        kind: 'given-away',
        tone: suspicion.vetoed ? 'bad' : 'warn',
        text: m.data_found_given_away,
      });
    if (missing >= muchMissing) findings.push({ kind: 'missing', tone: 'warn', text: m.data_found_missing });
    if (profile && column.type !== 'image' && profile.distinct <= 1)
      findings.push({ kind: 'constant', tone: 'warn', text: m.data_found_constant });
    if (profile && isIndexColumn(profile, rows))
      findings.push({ kind: 'index', tone: 'warn', text: m.data_found_index });
    for (const { kind, column: name } of notes)
      if (name === column.name) findings.push({ kind, tone: 'warn', text: noteTexts[kind] });
    const counts = pictureCounts(column, profile);
    const distinct = profile?.estimated?.distinct ?? profile?.distinct ?? 0;
    const text = profile ? distinctText(profile) : '0';
    return { column, missing, distinct, distinctText: text, counts, findings };
  });
}

/** What lines are sorted by. */
export type LineKey = 'name' | 'type' | 'role' | 'missing' | 'distinct' | 'findings';

type Sortable = ColumnLine & { type: string; role: string };

/** Lines in the order of a key; equal ones stay in that of the table. */
export function sortLines<L extends Sortable>(lines: readonly L[], key: LineKey, descending: boolean): L[] {
  const sign = descending ? -1 : 1;
  const { compare } = new Intl.Collator(undefined, { numeric: true });
  return lines.toSorted((one, other) => {
    switch (key) {
      case 'name':
        return sign * compare(one.column.name, other.column.name);
      case 'type':
      case 'role':
        return sign * compare(one[key], other[key]);
      case 'findings':
        return sign * (one.findings.length - other.findings.length);
      case 'missing':
      case 'distinct':
        return sign * (one[key] - other[key]);
    }
  });
}
