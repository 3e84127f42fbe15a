// One record of a file, brought to today's layout and held against its schema. Not for what records say of each other: check-records.ts.
import * as v from 'valibot';
import type { Row } from '../../../storage/registry/definition';
import { migrateRecord } from '../../../storage/registry/migrate-record';
import type { AnyProjectTable } from '../../../storage/registry/tables';
import type { FileLayouts } from '../file-layouts';
import { decodeNumbers } from '../../../domain/hashing/json-numbers';
import { newerField, tamperedRecord } from './record-faults';

/** Whether a value is an object with names. */
export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The record as the contract says it is today. Throws `project_file_newer` or `project_file_tampered`, naming the field. */
export function readRecord(table: AnyProjectTable, written: unknown, layouts: FileLayouts): Row {
  const key = isRow(written) && typeof written[table.key] === 'string' ? String(written[table.key]) : '';
  const at = (field: string) => ({ table: table.name, record: key, field });
  if (!isRow(written)) throw tamperedRecord(at(''));
  const version = layouts.versions.get(table.name) ?? 1;
  const record = migrated(table, decodeNumbers(written) as Row, version);
  if (!record) throw tamperedRecord(at(''));
  // The first that is wrong is enough: a record made to harm may have millions.
  const checked = v.safeParse(table.schema, record, { abortEarly: true });
  if (checked.success) return record;
  const [issue] = checked.issues;
  const place = at(v.getDotPath(issue) ?? '');
  // There is more than is known here: a newer app may have said more.
  if (layouts.fromNewerApp && isUnknownField(issue)) throw newerField(place, layouts.appVersion);
  throw tamperedRecord(place);
}

/** The record in today's layout; null where its migration makes nothing of it. */
function migrated({ layouts }: AnyProjectTable, record: Row, version: number): Row | null {
  try {
    return migrateRecord(layouts, record, version);
  } catch {
    return null; // what is in the file is not what that layout was
  }
}

const isUnknownField = ({ type, expected }: v.BaseIssue<unknown>): boolean =>
  type === 'strict_object' && expected === 'never';
