// Brings a record of an older layout to today's. The upgrade of the store and the import of a file both use it, and nothing else does.
import type { Row, TableLayout } from './definition';

/** The record, `version` being that of its table when it was written. It is not changed in place. */
export function migrateRecord(layouts: readonly TableLayout[], record: Row, version: number): Row {
  const steps = layouts.flatMap(({ migrate }) => (migrate ? [migrate] : []));
  return steps.slice(version - 1).reduce((old, migrate) => migrate(old), record);
}
