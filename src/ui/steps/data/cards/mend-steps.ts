// The step that mends what was found, where one click does: what it would change is seen at once, and it can be undone.
import type { DatasetVersion } from '../../../../contract/data/dataset';
import { stepOf, type StepOf, type TransformId } from '../../../../contract/data/transform';
import type { DataPlan } from '../../../../contract/project/project';
import type { ColumnNote } from '../../../../domain/columns/column-notes';
import { m } from '../../../../i18n/paraglide/messages.js';
import { treatmentSteps } from '../columns/treatment-steps';
import type { Finding, FindingPlace } from './quality-findings';

/** What a button beside a finding does. */
export interface Mend {
  label: string;
  step: StepOf<TransformId>;
}

/** The step for a finding of the check; null where a person has to decide more. */
export function mendOf(
  { kind, tone, count }: Finding,
  place: FindingPlace,
  { kind: holds, columns, profiles }: Pick<DatasetVersion, 'kind' | 'columns' | 'profiles'>,
  { target }: Pick<DataPlan, 'target'>,
): Mend | null {
  if (holds !== 'table' || tone === 'good' || count === 0) return null;
  if (kind === 'duplicates')
    return { label: m.data_mend_drop(), step: stepOf('drop-duplicates', { by: { kind: 'all' } }) };
  if (kind === 'excluded' && target !== null)
    return {
      label: m.data_mend_drop(),
      step: stepOf('filter-rows', { column: target, keep: { kind: 'present' } }),
    };
  if (kind === 'missing' && place?.kind === 'column') {
    const column = columns.find(({ name }) => name === place.name);
    const profile = profiles.find(({ name }) => name === place.name) ?? null;
    const fill = column && treatmentSteps(column, profile).find(({ step }) => step.step === 'fill-missing');
    return fill ? { label: m.data_mend_fill({ column: place.name }), step: fill.step } : null;
  }
  return null;
}

/** Spellings of one level: all alike but for case and blanks. */
const plain = (text: string): string => text.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();

/** The step for something to check of a column. */
export function mendOfNote(note: ColumnNote, { profiles }: Pick<DatasetVersion, 'profiles'>): Mend | null {
  const { column } = note;
  if (note.kind === 'suspect')
    return { label: m.data_mend_missing(), step: stepOf('set-missing', { column, values: [note.value] }) };
  if (note.kind !== 'variants') return null;
  const counts = new Map(
    profiles.find(({ name }) => name === column)?.top.map(({ value, count }) => [value, count]),
  );
  const first = note.values[0] ?? '';
  const same = note.values.filter((value) => plain(value) === plain(first));
  const into = same.toSorted((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0))[0] ?? first;
  return {
    label: m.data_mend_merge({ value: into }),
    step: stepOf('merge-values', { column, values: same.filter((value) => value !== into), into }),
  };
}
