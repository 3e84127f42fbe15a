// Fills the rows of a store that has none yet, or has them in an older form, a few records at a time: some of them are large.
import type { Transaction } from 'dexie';
import type { Rows, RowTable } from '../../contract/project/rows';
import { byPack, rowsOfRecords, rowTables, withRows } from './row-makers';

const recordsAtOnce = 64;

/** Makes the rows of all records; for an upgrade of the layout. */
export async function fillRows(transaction: Transaction): Promise<void> {
  await transaction.table('rows').clear();
  for (const table of rowTables) {
    const keys = await transaction.table(table).toCollection().primaryKeys();
    const rows: Rows[RowTable][] = [];
    for (let at = 0; at < keys.length; at += recordsAtOnce) {
      const records = await transaction.table(table).bulkGet(keys.slice(at, at + recordsAtOnce));
      rows.push(...rowsOfRecords(table, records as never));
    }
    const packs = byPack(table, rows).map((pack) => withRows(pack.key, undefined, pack.rows));
    await transaction.table('rows').bulkPut(packs);
  }
}
