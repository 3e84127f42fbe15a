// Brings a record of an older layout to today's. The upgrade of the store and the import of a file both use it, and nothing else does.
import { withNextHash } from './content-hash';
import type { Row, TableLayout } from './definition';

/** The record, `version` being that of its table when it was written. It is not changed in place. */
export function migrateRecord(layouts: readonly TableLayout[], record: Row, version: number): Row {
  const steps = layouts.flatMap(({ migrate }) => (migrate ? [migrate] : []));
  return migrateBy(steps.slice(version - 1), record);
}

/** The record after some steps, with the hash of what it is now where it held before; one without a hash gets none. */
export function migrateBy(steps: readonly ((old: Row) => Row)[], record: Row): Row {
  const migrated = steps.reduce((old, migrate) => migrate(old), record);
  return steps.length === 0 || record['contentSha256'] === undefined
    ? migrated
    : withNextHash(record, migrated);
}
