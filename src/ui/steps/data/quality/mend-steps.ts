// The step that mends what was found, where one click does: what it would change is seen at once, and it can be undone.
import type { ColumnRole, DatasetVersion } from '../../../../contract/data/dataset';
import { stepOf, type StepOf, type TransformId } from '../../../../contract/data/transform';
import type { DataPlan } from '../../../../contract/project/project';
import { columnNotes, type ColumnNote } from '../../../../domain/columns/column-notes';
import type { ExpectationId, Finding } from '../../../../domain/expectations/registry';
import { m } from '../../../../i18n/paraglide/messages.js';
import { treatmentSteps } from '../columns/treatment-steps';

/** What a button beside a finding does. */
export interface Mend {
  label: string;
  does:
    | { kind: 'step'; step: StepOf<TransformId> }
    | { kind: 'role'; column: string; role: ColumnRole }
    | { kind: 'split'; by: 'grouped' | 'time'; column: string }
    | { kind: 'class-weights' };
}

type Data = Pick<DatasetVersion, 'kind' | 'columns' | 'profiles'>;
type Plan = Pick<DataPlan, 'target'>;
type Mender = (finding: Finding, data: Data, plan: Plan) => Mend | null;

const stepMend = (label: string, step: StepOf<TransformId>): Mend => ({
  label,
  does: { kind: 'step', step },
});

function roleMend({ columns: [column] }: Finding, label: string, role: ColumnRole): Mend | null {
  return column === undefined ? null : { label, does: { kind: 'role', column, role } };
}

function fillWorst({ columns: [name] }: Finding, { columns, profiles }: Data): Mend | null {
  const column = columns.find((each) => each.name === name);
  const profile = profiles.find((each) => each.name === name) ?? null;
  const fill = column && treatmentSteps(column, profile).find(({ step }) => step.step === 'fill-missing');
  return fill ? stepMend(m.data_mend_fill({ column: column.name }), fill.step) : null;
}

const leaveOut: Mender = (finding, { kind }) =>
  kind === 'table' ? roleMend(finding, m.data_mend_leave_out(), 'ignored') : null;

/** By kind the step that mends it; null where a person has to decide more. */
const menders: Record<ExpectationId, Mender | null> = {
  leaks: null,
  repeats: null,
  conflicts: null,
  'near-rows': null,
  'given-away': leaveOut,
  'same-columns': leaveOut,
  constant: leaveOut,
  'index-columns': (finding) => roleMend(finding, m.quality_mend_identifier(), 'identifier'),
  'shared-identifiers': ({ columns: [column] }) =>
    column === undefined
      ? null
      : { label: m.quality_mend_split_groups({ column }), does: { kind: 'split', by: 'grouped', column } },
  'date-order': ({ columns: [column] }) =>
    column === undefined
      ? null
      : { label: m.quality_mend_split_time(), does: { kind: 'split', by: 'time', column } },
  'new-levels': ({ place }) =>
    place?.kind === 'filter' && place.condition.kind === 'levels'
      ? stepMend(
          m.data_mend_merge({ value: m.quality_other_level() }),
          stepOf('merge-values', {
            column: place.condition.column,
            values: [...place.condition.levels],
            into: m.quality_other_level(),
          }),
        )
      : null,
  'level-spellings': (_, data) => {
    const note = columnNotes(data).find(({ kind }) => kind === 'variants');
    return note ? mendOfNote(note, data) : null;
  },
  'cell-types': fillWorst,
  missing: fillWorst,
  'shelf-life': leaveOut,
  duplicates: () => stepMend(m.data_mend_drop(), stepOf('drop-duplicates', { by: { kind: 'all' } })),
  excluded: (_, __, { target }) =>
    target === null
      ? null
      : stepMend(m.data_mend_drop(), stepOf('filter-rows', { column: target, keep: { kind: 'present' } })),
  balance: () => ({ label: m.quality_mend_weights(), does: { kind: 'class-weights' } }),
};

/** The step for a finding that is not as it should be; images are changed by none. */
export function mendOf(finding: Finding, data: Data, plan: Plan): Mend | null {
  const mend = finding.count > 0 ? (menders[finding.kind.id]?.(finding, data, plan) ?? null) : null;
  return mend?.does.kind === 'step' && data.kind !== 'table' ? null : mend;
}

/** Spellings of one level: all alike but for case and blanks. */
const plain = (text: string): string => text.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();

/** The step for something to check of a column. */
export function mendOfNote(note: ColumnNote, { profiles }: Pick<DatasetVersion, 'profiles'>): Mend | null {
  const { column } = note;
  if (note.kind === 'suspect')
    return stepMend(m.data_mend_missing(), stepOf('set-missing', { column, values: [note.value] }));
  if (note.kind !== 'variants') return null;
  const counts = new Map(
    profiles.find(({ name }) => name === column)?.top.map(({ value, count }) => [value, count]),
  );
  const first = note.values[0] ?? '';
  const same = note.values.filter((value) => plain(value) === plain(first));
  const into = same.toSorted((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0))[0] ?? first;
  const values = same.filter((value) => value !== into);
  return stepMend(m.data_mend_merge({ value: into }), stepOf('merge-values', { column, values, into }));
}
