// Whether a column names the rows: by its name, its values and its place. It says nothing about a row, so no model learns from it.
import { columnTypes, type ColumnType } from '../../contract/data/column-types';
import type { Column, ColumnProfile, DatasetVersion } from '../../contract/data/dataset';
import { looksWhole } from './looks-whole';
import { isCoordinate, isCountingName, isIdentifierName } from './place-names';

/** Distinct values are counted exactly up to so many only. */
const countedDistinct = 100_000;
/** Fewest columns beside which a first one without a name of its own is taken to count the rows. */
const fewestBeside = 2;

/** `column` is one of the dataset's own. */
export function isIdentifier(
  column: Column,
  profile: ColumnProfile,
  { rows, columns }: Pick<DatasetVersion, 'rows' | 'columns'>,
): boolean {
  if (column.logical === 'identifier') return true;
  const present = rows - profile.missing;
  const nearlyUnique = profile.distinct >= Math.min(0.95 * present, countedDistinct) && present > 1;
  if (nearlyUnique && mayIdentify(column.type, profile) && isIdentifierName(column.name)) return true;
  if (areCodes(column.type, profile, present)) return true;
  return column.name === columns[0]?.name && countsRows(profile, rows) && isRowCount(column.name, columns);
}

function mayIdentify(type: ColumnType, profile: ColumnProfile): boolean {
  return columnTypes[type].identifies === 'always' || looksWhole(profile);
}

/** A text of four signs or more without blanks that has a digit: A-264470, 00731, a UUID. */
const code = /^(?=.{4})[\p{L}\p{N}_-]*\p{N}[\p{L}\p{N}_-]*$/u;
const fewestCodes = 20;

/** Whether every text is a code of its own. */
function areCodes(type: ColumnType, { distinct, top }: ColumnProfile, present: number): boolean {
  if (columnTypes[type].display !== 'text' || present < fewestCodes) return false;
  return distinct >= Math.min(present, countedDistinct) && top.every(({ value }) => code.test(value));
}

function isRowCount(name: string, columns: readonly Column[]): boolean {
  const names = columns.map((column) => column.name);
  return isCountingName(name) && columns.length > fewestBeside && !isCoordinate(name, names);
}

/** Whether the values are every number from 0 or 1 to that of the rows. */
function countsRows({ number, distinct, missing }: ColumnProfile, rows: number): boolean {
  if (number === null || missing > 0 || distinct < Math.min(rows, countedDistinct)) return false;
  return (number.min === 0 || number.min === 1) && number.max - number.min === rows - 1;
}
