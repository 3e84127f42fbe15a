// What a person may do to the data, one entry each: the columns it is for, what is asked, and the step that it makes. The words of an
// entry are messages (`data_do_<id>`), those of a finished step are i18n/step-text.ts.
import { columnTypes } from '../../../../contract/data/column-types';
import type { Column } from '../../../../contract/data/dataset';
import { stepOf, type Bounds } from '../../../../contract/data/transform';
import { m } from '../../../../i18n/paraglide/messages.js';
import { every, linesIn, numberIn, shown, texts, type StepField, type StepKind } from './step-kind';
import { tableKinds } from './table-kinds';

/** A value as the column holds it; null where it is none. */
function valueFor(column: Column, text: string): string | number | null {
  if (columnTypes[column.type].display !== 'number') return text === '' ? null : text;
  return numberIn(text);
}

function boundsOf(low: number | null, high: number | null): Bounds | null {
  if (low !== null && high !== null) return { kind: 'between', low, high };
  if (low !== null) return { kind: 'least', low };
  return high === null ? null : { kind: 'most', high };
}

const expression: StepField = {
  id: 'expression',
  kind: 'expression',
  label: m.data_do_expression,
  hint: m.data_do_expression_hint,
};

export const stepKinds: readonly StepKind[] = [
  {
    id: 'derive',
    label: m.data_do_derive,
    columns: null,
    fields: [{ id: 'name', kind: 'text', label: m.data_do_name }, expression],
    make: (_, { name = '', expression: text = '' }) =>
      name.trim() === '' || text.trim() === ''
        ? null
        : stepOf('derive-column', { column: name.trim(), expression: text }),
  },
  {
    id: 'keep',
    label: m.data_do_keep,
    columns: null,
    fields: [expression],
    make: (_, { expression: text = '' }) =>
      text.trim() === '' ? null : stepOf('keep-where', { expression: text }),
  },
  {
    id: 'duplicates',
    label: m.data_do_duplicates,
    columns: null,
    fields: [],
    make: () => stepOf('drop-duplicates', { by: { kind: 'all' } }),
  },
  {
    id: 'present',
    label: m.data_do_present,
    columns: shown,
    fields: [],
    make: (column) => column && stepOf('filter-rows', { column: column.name, keep: { kind: 'present' } }),
  },
  {
    id: 'unknown',
    label: m.data_do_unknown,
    columns: ['number', ...texts],
    fields: [{ id: 'values', kind: 'lines', label: m.data_do_values, hint: m.data_do_values_hint }],
    make(column, answers) {
      const lines = linesIn(answers['values']);
      const values = column ? lines.flatMap((line) => valueFor(column, line) ?? []) : [];
      return column && values.length > 0 && values.length === lines.length
        ? stepOf('set-missing', { column: column.name, values })
        : null;
    },
  },
  {
    id: 'fill',
    label: m.data_do_fill,
    columns: ['number', ...texts],
    fields: [{ id: 'value', kind: 'text', label: m.data_do_value, hint: m.data_do_fill_hint }],
    make(column, answers) {
      const value = column && valueFor(column, answers['value'] ?? '');
      return column && value !== null ? stepOf('fill-missing', { column: column.name, value }) : null;
    },
  },
  {
    id: 'clip',
    label: m.data_do_clip,
    columns: ['number'],
    fields: [
      { id: 'low', kind: 'number', label: m.data_do_low },
      { id: 'high', kind: 'number', label: m.data_do_high },
    ],
    make(column, answers) {
      const to = boundsOf(numberIn(answers['low']), numberIn(answers['high']));
      return column && to ? stepOf('clip-values', { column: column.name, to }) : null;
    },
  },
  {
    id: 'merge',
    label: m.data_do_merge,
    columns: texts,
    fields: [
      { id: 'values', kind: 'lines', label: m.data_do_values, hint: m.data_do_values_hint },
      { id: 'into', kind: 'text', label: m.data_do_into },
    ],
    make(column, answers) {
      const values = linesIn(answers['values']);
      const into = answers['into'] ?? '';
      return column && values.length > 0 && into !== ''
        ? stepOf('merge-values', { column: column.name, values, into })
        : null;
    },
  },
  {
    id: 'tidy',
    label: m.data_do_tidy,
    columns: texts,
    fields: [
      {
        id: 'how',
        kind: 'choice',
        label: m.data_do_how,
        options: [
          { value: 'blanks', label: m.data_do_tidy_blanks },
          { value: 'lower', label: m.data_do_tidy_lower },
          { value: 'upper', label: m.data_do_tidy_upper },
        ],
      },
    ],
    make(column, { how = 'blanks' }) {
      if (!column || (how !== 'blanks' && how !== 'lower' && how !== 'upper')) return null;
      return stepOf('tidy-text', { column: column.name, how: { kind: how } });
    },
  },
  {
    id: 'rename',
    label: m.data_do_rename,
    columns: every,
    fields: [{ id: 'to', kind: 'text', label: m.data_do_name }],
    make(column, answers) {
      const to = (answers['to'] ?? '').trim();
      return column && to !== '' && to !== column.name
        ? stepOf('rename-column', { column: column.name, to })
        : null;
    },
  },
  {
    id: 'drop',
    label: m.data_do_drop,
    columns: every,
    fields: [],
    make: (column) => column && stepOf('drop-columns', { columns: [column.name] }),
  },
  ...tableKinds,
];
