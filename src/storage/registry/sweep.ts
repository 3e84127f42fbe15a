// Removes what belongs to no project, as an older app or a crash may have left it: nothing would show it, and nobody could delete it.
import { stored, type HearthDatabase } from '../store/database';
import type { Row } from './definition';
import { inOrderOfOwners } from './ownership';
import { removeFrom } from './remove-records';
import { projectTables, type AnyProjectTable } from './tables';

/** Deletes records whose owner is gone, facts of the device about them, and references of records that are not there. Returns how many records went. */
export function sweepUnowned(): Promise<number> {
  return stored((db) =>
    db.transaction('rw', db.tables, async () => {
      let gone = 0;
      for (const table of inOrderOfOwners()) {
        const keys = await unownedKeys(db, table);
        if (keys.length > 0) await removeFrom(db, table.name, keys);
        gone += keys.length;
      }
      await sweepDevice(db);
      for (const table of projectTables) await sweepReferences(db, table);
      return gone;
    }),
  );
}

/** Keys of records whose owner is not there: by the index of the owner's field, so that no record is read. */
async function unownedKeys(db: HearthDatabase, { name, owner }: AnyProjectTable): Promise<string[]> {
  if (!owner) return [];
  const rows = db.table<Row, string>(name);
  const index = rows.schema.indexes.find(({ keyPath }) => [keyPath].flat()[0] === owner.field);
  if (!index) return [];
  const all = await rows.toCollection().primaryKeys();
  if (all.length === 0) return [];
  const owners = new Set<unknown>(await db.table(owner.table).toCollection().primaryKeys());
  const named = await rows.orderBy(index.name).keys();
  const keys = await rows.orderBy(index.name).primaryKeys();
  const owned = new Set(keys.filter((_, at) => owners.has([named[at]].flat()[0])));
  return all.filter((key) => !owned.has(key));
}

async function sweepDevice(db: HearthDatabase): Promise<void> {
  const living = new Set(await db.projects.toCollection().primaryKeys());
  const saved = (await db.device.where('key').startsWith('saved:').primaryKeys()).map(String);
  await db.device.bulkDelete(saved.filter((key) => !living.has(key.slice('saved:'.length))));
  const lost = (await db.jobs.orderBy('projectId').uniqueKeys()).map(String).filter((id) => !living.has(id));
  await db.jobs.where('projectId').anyOf(lost).delete();
  const packs = await db.rows.toCollection().primaryKeys();
  await db.rows.bulkDelete(packs.filter(([projectId]) => !living.has(projectId)));
  const summaries = await db.summaries.toCollection().primaryKeys();
  await db.summaries.bulkDelete(summaries.filter((id) => !living.has(id)));
}

async function sweepReferences(db: HearthDatabase, { name, chunks }: AnyProjectTable): Promise<void> {
  if (!chunks) return;
  const prefix = `${chunks.owner}:`;
  const known = new Set(await db.table<Row, string>(name).toCollection().primaryKeys());
  const owners = await db.references.where('owner').startsWith(prefix).uniqueKeys();
  const lost = owners.map(String).filter((owner) => !known.has(owner.slice(prefix.length)));
  await db.references.where('owner').anyOf(lost).delete();
}
