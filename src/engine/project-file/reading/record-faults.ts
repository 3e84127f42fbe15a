// The faults of records in a file: damaged ones name table, record and field; newer ones say which app can read them.
import { HearthError } from '../../../contract/transport/fault';
import type { RecordPlace } from '../../../contract/project/view';

const short = (text: string, most: number) => (text.length > most ? `${text.slice(0, most)}…` : text);

/** A record does not fit its schema or the other records. */
export function tamperedRecord({ table, record, field }: RecordPlace): HearthError {
  const at = { table, record: short(record, 40), field: short(field, 120) };
  return new HearthError(
    'project_file_tampered',
    { field: `${table} ${at.record} ${at.field}` },
    { entry: `records of ${table}`, ...at },
  );
}

/** Records of a layout that came after this app: `known` is 0 where it knows no such table. */
export function newerRecords(table: string, found: number, known: number): HearthError {
  return new HearthError('project_file_newer', {}, { table: short(table, 40), found, known });
}

/** A record has a field that this app does not know, and a newer app wrote it. */
export function newerField({ table, record, field }: RecordPlace, appVersion: string): HearthError {
  return new HearthError(
    'project_file_newer',
    { field: `${table} ${short(record, 40)} ${short(field, 120)}` },
    { table, field: short(field, 120), appVersion: short(appVersion, 40) },
  );
}
