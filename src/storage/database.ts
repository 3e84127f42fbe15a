// Opens the one database of this origin and keeps it honest: newer layouts, blocked upgrades and sudden closes become coded faults.
// Knows nothing of what the tables mean.
import { Dexie } from 'dexie';
import { HearthError } from '../contract/fault';
import { toStorageFault } from './faults';
import { schemaVersions, type SchemaVersion, type Tables } from './schema';

/** The database with its tables typed. */
export class HearthDatabase extends Dexie {
  declare projects: Tables['projects'];
  declare datasets: Tables['datasets'];
  declare partitions: Tables['partitions'];
  declare runs: Tables['runs'];
  declare checkpoints: Tables['checkpoints'];
  declare judgements: Tables['judgements'];
  declare versions: Tables['versions'];
  declare versionFacts: Tables['versionFacts'];
  declare promotions: Tables['promotions'];
  declare tasks: Tables['tasks'];
  declare reviews: Tables['reviews'];
  declare snapshots: Tables['snapshots'];
  declare device: Tables['device'];
  declare chunks: Tables['chunks'];
  declare references: Tables['references'];

  constructor(name: string, versions: readonly SchemaVersion[]) {
    // Strict: a commit is told only once it is on disk.
    super(name, { chromeTransactionDurability: 'strict', autoOpen: false });
    for (const { version, stores, migrate } of versions) {
      const declared = this.version(version).stores(stores);
      if (migrate) declared.upgrade(migrate);
    }
  }
}

interface Opened {
  name: string;
  versions: readonly SchemaVersion[];
  ready: Promise<HearthDatabase>;
  close(): void;
}

let opened: Opened | null = null;

/** Refused before opening: Dexie would open a newer layout and patch it to the one it knows. */
async function refuseNewer(name: string, newest: number): Promise<void> {
  const found = (await indexedDB.databases()).find((database) => database.name === name)?.version ?? 0;
  if (Math.floor(found / 10) > newest)
    throw new HearthError('storage_newer', {}, { found: Math.floor(found / 10), known: newest });
}

async function open(db: HearthDatabase, newest: number): Promise<HearthDatabase> {
  await refuseNewer(db.name, newest);
  // Another tab holds an older layout open and does not let go: say so rather than hang.
  const blocked = new Promise<never>((_resolve, reject) => {
    db.on('blocked', () => reject(new HearthError('storage_blocked')));
  });
  await Promise.race([db.open(), blocked]);
  return db;
}

function start(name: string, versions: readonly SchemaVersion[]): Opened {
  const db = new HearthDatabase(name, versions);
  // Another tab upgrades or deletes: let go at once, so that it is not blocked. Later calls here answer storage_closed.
  db.on('versionchange', () => {
    db.close({ disableAutoOpen: true });
    return false;
  });
  const ready = open(db, versions.at(-1)?.version ?? 0);
  ready.catch(() => {
    // A failed opening may be tried again: by then the other tab may be gone.
    if (opened?.ready === ready) opened = null;
  });
  return { name, versions, ready, close: () => db.close({ disableAutoOpen: true }) };
}

/** Runs work on the open database; everything that the store throws comes out as a coded fault. */
export async function stored<T>(work: (db: HearthDatabase) => PromiseLike<T>): Promise<T> {
  opened ??= start('hearth', schemaVersions);
  try {
    return await work(await opened.ready);
  } catch (thrown) {
    throw toStorageFault(thrown);
  }
}

/** Points this thread at another database, as tests and migrations do; the open one is closed. */
export function useDatabase(name: string, versions: readonly SchemaVersion[] = schemaVersions): void {
  opened?.close();
  opened = start(name, versions);
}
