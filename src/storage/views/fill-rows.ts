// Fills the rows of a store that has none yet, a few records at a time: some of them are large.
import type { Transaction } from 'dexie';
import { rowTables, storedRow } from './row-makers';

const recordsAtOnce = 64;

/** Makes the rows of all records; for an upgrade of the layout. */
export async function fillRows(transaction: Transaction): Promise<void> {
  for (const table of rowTables) {
    const keys = await transaction.table(table).toCollection().primaryKeys();
    for (let at = 0; at < keys.length; at += recordsAtOnce) {
      const records = await transaction.table(table).bulkGet(keys.slice(at, at + recordsAtOnce));
      await transaction.table('rows').bulkPut(records.map((record) => storedRow(table, record as never)));
    }
  }
}
