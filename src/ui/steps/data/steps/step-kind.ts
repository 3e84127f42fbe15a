// What an entry of the steps a person may take is made of, and how answers are read.
import { columnTypes, type ColumnType } from '../../../../contract/data/column-types';
import type { Column } from '../../../../contract/data/dataset';
import type { StepOf, TransformId } from '../../../../contract/data/transform';
import { parseNumber } from '../../../kit/fields/parse-number';

/**
 * What is asked beside the column. `lines`: values, one a line. `column`: one of the table's. `columns`: several, as JSON, each with one of
 * the options where there are any.
 */
export interface StepField {
  id: string;
  kind: 'text' | 'number' | 'lines' | 'expression' | 'choice' | 'column' | 'columns';
  label: () => string;
  hint?: () => string;
  /** `fits`: where it is only for some columns. */
  options?: readonly { value: string; label: () => string; fits?: (column: Column) => boolean }[];
  /** Of `column`, `columns`: the types that fit; all that have cells where none are said. */
  types?: readonly ColumnType[];
  /** Of `column`, `columns`: what stands for no column. */
  none?: () => string;
}

/** What was answered, by field; empty where nothing was. */
export type Answers = Readonly<Record<string, string>>;

export interface StepKind {
  id: string;
  label: () => string;
  /** Types of the columns it is for; null where it is for the whole table. */
  columns: readonly ColumnType[] | null;
  fields: readonly StepField[];
  /** What becomes of it where rows are scored, where that is not plain. */
  scoring?: () => string;
  /** null while something is still to be answered. */
  make(column: Column | null, answers: Answers): StepOf<TransformId> | null;
}

export const texts = ['category', 'text'] as const satisfies ColumnType[];
export const every = Object.keys(columnTypes) as ColumnType[];
export const shown = every.filter((type) => !['image', 'audio'].includes(columnTypes[type].display));
export const numbers = every.filter((type) => columnTypes[type].display === 'number');

export const numberIn = (text: string | undefined): number | null => {
  const parsed = parseNumber(text ?? '');
  return parsed.kind === 'number' ? parsed.value : null;
};
export const linesIn = (text: string | undefined): string[] =>
  (text ?? '').split('\n').flatMap((line) => (line.trim() === '' ? [] : [line]));

/** A picked column, with what was chosen for it; null stands for no column. */
export interface PickedColumn {
  column: string | null;
  option: string;
}

/** What a field of several columns holds. */
export function pickedIn(text: string | undefined): PickedColumn[] {
  return text === undefined || text === '' ? [] : (JSON.parse(text) as PickedColumn[]);
}
/** Their names. */
export const namesIn = (text: string | undefined): string[] =>
  pickedIn(text).flatMap(({ column }) => column ?? []);
