// Steps over several columns or over the set of rows, as a person asks for them.
import { aggregateIds, fillingIds, type Aggregate } from '../../../../contract/data/steps/table-steps';
import type { Column } from '../../../../contract/data/dataset';
import { stepOf } from '../../../../contract/data/transform';
import { aggregateName } from '../../../../i18n/step-text';
import { m } from '../../../../i18n/paraglide/messages.js';
import {
  linesIn,
  namesIn,
  numberIn,
  numbers,
  pickedIn,
  shown,
  texts,
  type StepField,
  type StepKind,
} from './step-kind';

const aggregateOptions = (ids: readonly Aggregate[]) =>
  ids.map((id) => ({ value: id, label: () => aggregateName(id) }));
/** A text has no median. */
const ofAnything = new Set<Aggregate>(['mode', 'first', 'last']);
const fillingOptions = aggregateOptions(fillingIds).map((option) => ({
  ...option,
  fits: ({ type }: Column) => numbers.includes(type) || ofAnything.has(option.value),
}));
const aggregateIn = <A extends Aggregate>(ids: readonly A[], text: string | undefined): A | null =>
  ids.find((id) => id === text) ?? null;
const groupBy: StepField = { id: 'by', kind: 'columns', label: m.data_do_group_by };
const newName: StepField = { id: 'to', kind: 'text', label: m.data_do_name };

/** A list of whole numbers, or null where one is none. */
function wholesIn(text: string | undefined): number[] | null {
  const values = linesIn(text).map(numberIn);
  return values.length > 0 &&
    values.every((value) => value !== null && Number.isSafeInteger(value) && value > 0)
    ? values.flatMap((value) => value ?? [])
    : null;
}

/** Rows, or a share where a percent sign or a fraction says so. */
function sizeIn(text = ''): { kind: 'rows'; count: number } | { kind: 'share'; share: number } | null {
  const isPercent = /[%％]\s*$/.test(text);
  const value = numberIn(text.replace(/[%％]/g, ''));
  if (value === null || value <= 0) return null;
  const share = isPercent ? value / 100 : value;
  if (isPercent || value < 1) return share <= 1 ? { kind: 'share', share } : null;
  return Number.isSafeInteger(value) ? { kind: 'rows', count: value } : null;
}

export const tableKinds: readonly StepKind[] = [
  {
    id: 'sort',
    label: m.data_do_sort,
    columns: null,
    scoring: m.data_do_not_scored,
    fields: [
      {
        id: 'by',
        kind: 'columns',
        label: m.data_do_by,
        options: [
          { value: 'ascending', label: m.data_do_ascending },
          { value: 'descending', label: m.data_do_descending },
        ],
      },
    ],
    make(_, { by }) {
      const keys = pickedIn(by).flatMap(({ column, option }) =>
        column === null
          ? []
          : { column, order: option === 'descending' ? ('descending' as const) : ('ascending' as const) },
      );
      return keys.length > 0 ? stepOf('sort-rows', { by: keys }) : null;
    },
  },
  {
    id: 'sample',
    label: m.data_do_sample,
    columns: null,
    scoring: m.data_do_not_scored,
    fields: [
      { id: 'size', kind: 'text', label: m.data_do_sample_size, hint: m.data_do_sample_size_hint },
      { id: 'within', kind: 'column', label: m.data_do_sample_within, none: m.data_do_sample_all },
      { id: 'seed', kind: 'number', label: m.data_do_seed },
    ],
    make(_, { size: text, within = '', seed: given }) {
      const size = sizeIn(text);
      const seed = (given ?? '') === '' ? 1 : numberIn(given);
      if (!size || seed === null || !Number.isSafeInteger(seed) || seed < 0 || seed > 2 ** 32 - 1)
        return null;
      return stepOf('sample-rows', {
        size,
        seed,
        within: within === '' ? { kind: 'all' } : { kind: 'column', column: within },
      });
    },
  },
  {
    id: 'bin',
    label: m.data_do_bin,
    columns: numbers,
    scoring: m.data_do_learnt,
    fields: [
      {
        id: 'how',
        kind: 'choice',
        label: m.data_do_how,
        options: [
          { value: 'width', label: m.data_do_bins_width },
          { value: 'quantile', label: m.data_do_bins_quantile },
          { value: 'edges', label: m.data_do_bins_edges },
        ],
      },
      { id: 'bins', kind: 'lines', label: m.data_do_bins, hint: m.data_do_bins_hint },
      newName,
    ],
    make(column, { how = 'width', bins: text, to = '' }) {
      if (!column) return null;
      const name = to.trim() === '' ? `${column.name}_bin` : to.trim();
      const values = linesIn(text).map(numberIn);
      const edges = values.flatMap((value) => value ?? []);
      if (edges.length === 0 || edges.length < values.length) return null;
      if (how === 'edges')
        return stepOf('bin-numbers', { column: column.name, to: name, cut: { kind: 'edges', edges } });
      const [bins = 0] = edges;
      if (edges.length > 1 || !Number.isSafeInteger(bins) || bins < 2 || bins > 100) return null;
      const kind = how === 'quantile' ? 'quantile' : 'width';
      return stepOf('bin-numbers', { column: column.name, to: name, cut: { kind, bins } });
    },
  },
  {
    id: 'split',
    label: m.data_do_split,
    columns: texts,
    fields: [
      {
        id: 'how',
        kind: 'choice',
        label: m.data_do_split_how,
        options: [
          { value: 'separator', label: m.data_do_split_separator },
          { value: 'widths', label: m.data_do_split_widths },
        ],
      },
      { id: 'at', kind: 'lines', label: m.data_do_separator, hint: m.data_do_split_hint },
      { id: 'into', kind: 'lines', label: m.data_do_into_names, hint: m.data_do_values_hint },
    ],
    make(column, { how = 'separator', at = '', into: text }) {
      const into = linesIn(text).map((line) => line.trim());
      if (!column || into.length === 0 || at === '') return null;
      const widths = wholesIn(at);
      if (how === 'widths')
        return (
          widths && stepOf('split-column', { column: column.name, by: { kind: 'widths', widths }, into })
        );
      return stepOf('split-column', { column: column.name, by: { kind: 'separator', separator: at }, into });
    },
  },
  {
    id: 'join',
    label: m.data_do_join,
    columns: null,
    fields: [
      { id: 'columns', kind: 'columns', label: m.data_do_columns },
      { id: 'separator', kind: 'text', label: m.data_do_separator },
      newName,
    ],
    make(_, { columns, separator = '', to = '' }) {
      const names = namesIn(columns);
      return names.length > 1 && to.trim() !== ''
        ? stepOf('join-columns', { columns: names, separator, to: to.trim() })
        : null;
    },
  },
  {
    id: 'group',
    label: m.data_do_group,
    columns: null,
    scoring: m.data_do_reshapes,
    fields: [
      groupBy,
      {
        id: 'values',
        kind: 'columns',
        label: m.data_do_aggregates,
        options: aggregateOptions(aggregateIds),
        none: m.data_do_rows_of,
      },
    ],
    make(_, { by, values: text }) {
      const keys = namesIn(by);
      const values = pickedIn(text).map(({ column, option }) => ({
        column,
        of: column === null ? ('count' as const) : (aggregateIn(aggregateIds, option) ?? 'count'),
      }));
      return keys.length > 0 && values.length > 0 ? stepOf('group-rows', { by: keys, values }) : null;
    },
  },
  {
    id: 'pivot',
    label: m.data_do_pivot,
    columns: shown,
    scoring: m.data_do_reshapes,
    fields: [
      { id: 'rows', kind: 'columns', label: m.data_do_pivot_rows },
      { id: 'value', kind: 'column', label: m.data_do_pivot_value, none: m.data_do_rows_of },
      {
        id: 'of',
        kind: 'choice',
        label: m.data_do_aggregate,
        options: aggregateOptions(aggregateIds),
      },
    ],
    make(column, { rows: text, value = '', of }) {
      const rows = namesIn(text);
      if (!column || rows.length === 0) return null;
      const aggregate = value === '' ? 'count' : (aggregateIn(aggregateIds, of) ?? 'count');
      return stepOf('pivot', {
        rows,
        column: column.name,
        value: value === '' ? null : value,
        of: aggregate,
      });
    },
  },
  {
    id: 'unpivot',
    label: m.data_do_unpivot,
    columns: null,
    scoring: m.data_do_reshapes,
    fields: [
      { id: 'columns', kind: 'columns', label: m.data_do_columns },
      { id: 'names', kind: 'text', label: m.data_do_names_column },
      { id: 'values', kind: 'text', label: m.data_do_values_column },
    ],
    make(_, { columns, names = '', values = '' }) {
      const taken = namesIn(columns);
      return taken.length > 0 && names.trim() !== '' && values.trim() !== ''
        ? stepOf('unpivot', { columns: taken, names: names.trim(), values: values.trim() })
        : null;
    },
  },
  {
    id: 'outliers',
    label: m.data_do_outliers,
    columns: numbers,
    scoring: m.data_do_not_scored,
    fields: [
      {
        id: 'how',
        kind: 'choice',
        label: m.data_do_how,
        options: [
          { value: 'iqr', label: m.data_do_outliers_iqr },
          { value: 'robust-z', label: m.data_do_outliers_z },
        ],
      },
      { id: 'limit', kind: 'number', label: m.data_do_outliers_limit, hint: m.data_do_outliers_limit_hint },
    ],
    make(column, { how = 'iqr', limit: text }) {
      const given = (text ?? '') === '' ? (how === 'iqr' ? 1.5 : 3.5) : numberIn(text);
      if (!column || given === null || given <= 0) return null;
      const by =
        how === 'iqr'
          ? ({ kind: 'iqr', factor: given } as const)
          : ({ kind: 'robust-z', limit: given } as const);
      return stepOf('drop-outliers', { column: column.name, by });
    },
  },
  {
    id: 'fill-group',
    label: m.data_do_fill_group,
    columns: shown,
    scoring: m.data_do_learnt,
    fields: [groupBy, { id: 'of', kind: 'choice', label: m.data_do_with, options: fillingOptions }],
    make(column, { by: text, of }) {
      const by = namesIn(text);
      const first = column && numbers.includes(column.type) ? 'median' : 'mode';
      return column && by.length > 0
        ? stepOf('fill-by-group', {
            column: column.name,
            by,
            of: aggregateIn(fillingIds, of) ?? first,
          })
        : null;
    },
  },
];
