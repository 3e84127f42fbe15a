// What each column of a table is to a person, once its rows are known. What was said or found of its cells stays where it still fits.
import { refinedTypes, type ColumnType, type LogicalType } from '../../contract/data/column-types';
import type { Column, ColumnProfile, DatasetVersion } from '../../contract/data/dataset';
import { isIdentifier } from './identifier';
import { isTruth } from './truth';

type Table = Pick<DatasetVersion, 'rows' | 'columns' | 'profiles'>;

/** The columns with what they are. */
export function withLogicalTypes(table: Table): Column[] {
  const profiles = new Map(table.profiles.map((profile) => [profile.name, profile]));
  return table.columns.map((column) => {
    const profile = profiles.get(column.name);
    const { logical: said, ...stored } = column;
    const logical =
      said !== undefined && isStillFitting(column, said, profile)
        ? said
        : profile
          ? found(stored, profile, table)
          : column.type;
    return { ...stored, logical };
  });
}

function isStillFitting(
  { type, categories }: Column,
  said: LogicalType,
  profile: ColumnProfile | undefined,
): boolean {
  if (said === 'integer') return type === 'number' && profile?.number?.whole !== false;
  if (said === 'boolean') return type === 'category' && (isTruth(categories) || categories.length === 2);
  if (said === 'ordered' || said === 'identifier') return mayBe(type, said);
  return said === type;
}

const mayBe = (type: ColumnType, refined: keyof typeof refinedTypes): boolean =>
  (refinedTypes[refined] as readonly ColumnType[]).includes(type);

function found(column: Column, profile: ColumnProfile, table: Table): LogicalType {
  if (mayBe(column.type, 'identifier') && isIdentifier(column, profile, table)) return 'identifier';
  if (column.type === 'number' && profile.number?.whole === true) return 'integer';
  if (column.type === 'category' && isTruth(column.categories)) return 'boolean';
  return column.type;
}
