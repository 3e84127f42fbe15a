// What a line of the quality report says: its name, what was found, and what is allowed.
import type { Limit } from '../../../../domain/expectations/expectation';
import type { ExpectationId, Finding } from '../../../../domain/expectations/registry';
import { formatNumber, formatPercent } from '../../../../i18n/format';
import { m } from '../../../../i18n/paraglide/messages.js';

const names: Record<ExpectationId, () => string> = {
  leaks: m.quality_leaks,
  repeats: m.quality_repeats,
  conflicts: m.quality_conflicts,
  'given-away': m.quality_given_away,
  'index-columns': m.quality_index_columns,
  'shared-identifiers': m.quality_shared_identifiers,
  'date-order': m.quality_date_order,
  'near-rows': m.quality_near_rows,
  'new-levels': m.quality_new_levels,
  'level-spellings': m.quality_level_spellings,
  'cell-types': m.quality_cell_types,
  missing: m.quality_missing,
  'shelf-life': m.quality_shelf_life,
  duplicates: m.quality_duplicates,
  excluded: m.quality_excluded,
  balance: m.quality_balance,
  'same-columns': m.quality_same_columns,
  constant: m.quality_constant,
};

/** The name of what is expected: a noun, whatever the verdict. */
export function findingName({ kind }: Finding): string {
  return names[kind.id]();
}

/** What was found. */
export function findingVerdict({ kind, count, share }: Finding): string {
  if (kind.id === 'balance') return m.quality_evenness({ share: formatPercent(share) });
  if (count === 0) return m.quality_none();
  const shown = formatNumber(count);
  if (kind.counts === 'columns') return m.data_column_count({ count, shown });
  const counted = kind.counts === 'cells' ? m.data_cells({ count, shown }) : m.data_rows({ count, shown });
  if (kind.id === 'missing') return m.quality_worst({ cells: counted, share: formatPercent(share) });
  // A share that would read as 0 % says less than the count alone.
  return (share ?? 0) < 0.0005 ? counted : `${counted} · ${formatPercent(share)}`;
}

/** What is allowed. */
export function limitWords(limit: Limit): string {
  switch (limit.kind) {
    case 'none':
      return m.quality_limit_none();
    case 'share':
      return m.quality_limit_most({ value: formatPercent(limit.value) });
    case 'below':
      return m.quality_limit_below({ value: formatNumber(limit.value, { max: 2 }) });
    case 'least':
      return m.quality_limit_least({ value: formatPercent(limit.value) });
  }
}

const shownColumns = 3;

/** The columns that a finding is about, as far as a line has room; none where its place says it. */
export function findingColumns({ kind, columns }: Finding): string {
  if (columns.length === 0 || kind.id === 'balance') return '';
  const few = columns.slice(0, shownColumns).join(', ');
  const more = columns.length - shownColumns;
  return more > 0 ? m.data_filter_levels_more({ levels: few, more: formatNumber(more) }) : few;
}
