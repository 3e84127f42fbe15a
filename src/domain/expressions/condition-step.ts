// The step that keeps the rows which a view's conditions leave: a person who found rows by filters keeps them with one click.
import { columnTypes } from '../../contract/data/column-types';
import type { Column } from '../../contract/data/dataset';
import type { OwnRule } from '../../contract/data/quality/own-expectation';
import type { RowCondition } from '../../contract/data/row-view';
import { stepOf, type StepOf } from '../../contract/data/transform';

type ColumnCondition = Exclude<RowCondition, { kind: 'map' }>;

/** Most characters of a step's expression. */
const longest = 4000;

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const named = (column: string): string => `[${column.replaceAll(']', ']]')}]`;

/** A moment as the language writes it: the day, with its time where it has one. */
function moment(ms: number): string {
  const text = new Date(ms).toISOString();
  return `date(${quoted(text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 19))})`;
}

function rangeText(column: string, low: number | null, high: number | null, isDate: boolean): string[] {
  const name = named(column);
  const write = isDate ? moment : String;
  // The language has no parts of a second: up to the end of a second is before the next.
  const upTo = (bound: number) =>
    isDate && (bound + 1) % 1000 === 0 ? `${name} < ${moment(bound + 1)}` : `${name} <= ${write(bound)}`;
  return [
    ...(low === null ? [] : [`${name} >= ${write(low)}`]),
    ...(high === null ? [] : [upTo(high)]),
    ...(low === null && high === null ? [`not is_missing(${name})`] : []),
  ];
}

function conditionText(condition: ColumnCondition, isDate: boolean): string[] | null {
  const name = named(condition.column);
  switch (condition.kind) {
    case 'range':
      return rangeText(condition.column, condition.low, condition.high, isDate);
    case 'levels':
      return [`${name} in (${condition.levels.map(quoted).join(', ')})`];
    case 'contains':
      return [`contains(lower(${name}), ${quoted(condition.text.toLowerCase())})`];
    case 'missing':
      return [`is_missing(${name})`];
    case 'present':
      return [`not is_missing(${name})`];
    case 'unmet':
      return unmetText(condition.rule, condition.column, isDate);
  }
}

/** What fails a rule, where the language can say it; null where it cannot. */
function unmetText(rule: OwnRule, column: string, isDate: boolean): string[] | null {
  const name = named(column);
  switch (rule.kind) {
    case 'range':
      return [`not (${rangeText(column, rule.low, rule.high, isDate).join(' and ')})`];
    case 'set':
      return [`not is_missing(${name})`, `not (${name} in (${rule.values.map(quoted).join(', ')}))`];
    case 'present':
      return [`is_missing(${name})`];
    case 'pattern':
    case 'unique':
      return null;
  }
}

/** The step of all conditions together; null where there are none, or more than a step can hold or say. */
export function stepOfConditions(
  conditions: readonly RowCondition[],
  columns: readonly Column[],
): StepOf<'filter-rows'> | StepOf<'keep-where'> | null {
  // A part of a map cannot be said in the language: it depends on all rows.
  const said = conditions.filter((condition): condition is ColumnCondition => condition.kind !== 'map');
  const [only] = said;
  if (!only || said.length < conditions.length) return null;
  if (said.length === 1 && only.kind === 'present')
    return stepOf('filter-rows', { column: only.column, keep: { kind: 'present' } });
  const isDate = (name: string) =>
    columns.some((column) => column.name === name && columnTypes[column.type].display === 'date');
  const parts = said.map((condition) => conditionText(condition, isDate(condition.column)));
  if (parts.includes(null)) return null;
  const expression = parts.flat().join(' and ');
  return expression.length > longest ? null : stepOf('keep-where', { expression });
}
