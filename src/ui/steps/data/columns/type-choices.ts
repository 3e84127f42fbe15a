// What a person may say of a column when its type is changed: which types there are for it, and how its cells are read as one of them.
import { columnTypes, logicalTypeOf, type LogicalType } from '../../../../contract/data/column-types';
import { dateFormats, type DateFormat } from '../../../../contract/data/cell-reading';
import type { Column } from '../../../../contract/data/dataset';
import type { TypeTarget } from '../../../../contract/data/transform';
import { m } from '../../../../i18n/paraglide/messages.js';

export type TargetKind = TypeTarget['kind'];

const targets: readonly TargetKind[] = [
  ...(['number', 'integer', 'boolean', 'category', 'ordered', 'datetime', 'text', 'identifier'] as const),
];

/** The types that a column may become; dates become no numbers. */
export function targetsOf(column: Column): readonly TargetKind[] {
  const { display } = columnTypes[column.type];
  if (column.shape !== null || display === 'image') return [];
  return display === 'date' ? targets.filter((kind) => kind !== 'number' && kind !== 'integer') : targets;
}

/** Whether the change says anything: dates may be read in another format, levels put into another order. */
export function isOther(column: Column, kind: TargetKind): boolean {
  return logicalTypeOf(column) !== (kind satisfies LogicalType);
}

const formatNames: Record<DateFormat, () => string> = {
  iso: () => '2021-03-04',
  'day.month.year': () => '04.03.2021',
  'day/month/year': m.data_dates_day_first,
  'month/day/year': m.data_dates_month_first,
  named: m.data_dates_named,
  'month/year': () => '03/2021',
  quarter: () => '2021Q1',
  week: () => '2021-W09',
  time: () => '12:30:15',
  compact: () => '20210304',
  'epoch-seconds': m.data_dates_seconds,
  'epoch-milliseconds': m.data_dates_milliseconds,
};

/** Formats of dates, `''` for the one that is found; `found` is its name where it is known. */
export function dateOptions(found: DateFormat | undefined): { value: DateFormat | ''; label: string }[] {
  const name = found === undefined ? null : formatNames[found]();
  return [
    { value: '', label: name === null ? m.data_as_found() : m.data_as_found_in({ value: name }) },
    ...dateFormats.map((value) => ({ value, label: formatNames[value]() })),
  ];
}
