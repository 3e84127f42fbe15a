// Whether a row of a group meets a condition. Each test is made once a group, so that what is the same for all rows is worked out once.
import type { Column } from '../../contract/data/dataset';
import type { RowCondition } from '../../contract/data/row-view';
import { HearthError } from '../../contract/transport/fault';
import { ruleFits } from '../../contract/data/quality/own-expectation';
import { columnTypeOf } from '../columns/registry';
import type { ColumnValues } from '../columns/values';
import { failsOf } from '../expectations/registry';
import { dateSearch } from './date-search';
import { found, sought, type MarkFound } from './mark-found';
import { numberSearch } from './number-search';
import { textFinder } from './text-search';

/** Whether the row at a place of its group is wanted. */
export type RowTest = (row: number) => boolean;
/** A condition on a column, ready for the values of any group. */
export type GroupTest = (values: ColumnValues) => RowTest;

const never: RowTest = () => false;

function unfit({ name, type }: Column): HearthError {
  return new HearthError('input_invalid', { field: 'view', column: name }, { found: type });
}

function inRange(column: Column, low: number | null, high: number | null): GroupTest {
  const [least, most] = [low ?? -Infinity, high ?? Infinity];
  return (given) => {
    if (!('values' in given)) throw unfit(column);
    const { values } = given;
    return (row) => values[row]! >= least && values[row]! <= most;
  };
}

/** By level: a column has few of them, and its rows only hold their places. */
function byLevel(column: Column, wanted: (level: string) => boolean): GroupTest {
  const holds = Uint8Array.from(column.categories, (level) => (wanted(level) ? 1 : 0));
  return (given) => {
    if (!('codes' in given)) throw unfit(column);
    const { codes } = given;
    return (row) => holds[codes[row]!] === 1;
  };
}

function containing(column: Column, text: string): GroupTest {
  const needle = text.toLowerCase();
  if (column.type === 'category') return byLevel(column, (level) => level.toLowerCase().includes(needle));
  if (column.type !== 'text') throw unfit(column);
  const find = textFinder(text);
  return (given) => (given.type === 'text' ? find(given) : never);
}

/**
 * The test of one condition on its column.
 * @throws HearthError `input_invalid` where the condition does not fit the column's type
 */
export function conditionTest(condition: Exclude<RowCondition, { kind: 'map' }>, column: Column): GroupTest {
  switch (condition.kind) {
    case 'range':
      return inRange(column, condition.low, condition.high);
    case 'levels': {
      const levels = new Set(condition.levels);
      return byLevel(column, (level) => levels.has(level));
    }
    case 'contains':
      return containing(column, condition.text);
    case 'missing':
      return (values) => (row) => columnTypeOf(values.type).isMissing(values, row);
    case 'present':
      return (values) => (row) => !columnTypeOf(values.type).isMissing(values, row);
    case 'unmet':
      if (!ruleFits(condition.rule.kind, column)) throw unfit(column);
      return failsOf(condition.rule, column);
  }
}

/** A search in the cells of a column; null where none of its cells can hold the text. */
export function cellSearch(search: string, column: Column): MarkFound<ColumnValues> | null {
  const text = search.trim();
  switch (column.type) {
    case 'category': {
      const needle = text.toLowerCase();
      const any = column.categories.some((level) => level.toLowerCase().includes(needle));
      return any ? testing(containing(column, text)) : null;
    }
    case 'text':
      return testing(containing(column, text));
    case 'number': {
      const digits = text.replaceAll(/[,\s]/g, '');
      return /^[-+.e\d]+$/i.test(digits) ? ofFloats(numberSearch(digits)) : null;
    }
    case 'datetime':
      return /^[-:.TZ\d ]+$/.test(text) ? ofFloats(dateSearch(text)) : null;
    case 'image':
    case 'audio':
      return null;
  }
}

function testing(test: GroupTest): MarkFound<ColumnValues> {
  return (values, state) => {
    const holds = test(values);
    for (let row = 0; row < state.length; row++) if (state[row] === sought && holds(row)) state[row] = found;
  };
}

function ofFloats(mark: MarkFound<Float64Array>): MarkFound<ColumnValues> {
  return (given, state) => {
    if ('values' in given) mark(given.values, state);
  };
}
