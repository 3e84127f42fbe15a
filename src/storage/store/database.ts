// Opens the one database of this origin and keeps it honest: a newer layout is refused, an upgrade in
// another tab gets the store, and one that the browser closed is opened anew.
// Knows nothing of what the tables mean.
import { Dexie, type Table } from 'dexie';
import { HearthError } from '../../contract/transport/fault';
import { toStorageFault, wasFullLately } from './faults';
import { whyClosed } from './why-closed';
import { finishBeforeGivingWay, publishStoreState } from './store-state';
import type {
  DeviceRecords,
  DeviceTableName,
  ProjectRecords,
  ProjectTableName,
} from '../registry/definition';
import { schemaVersions, type SchemaVersion } from './schema';
import { keepRows } from '../views/keep-rows';

type Tables = { [T in ProjectTableName]: Table<ProjectRecords[T], string> } & {
  [T in DeviceTableName]: Table<DeviceRecords[T]['record'], DeviceRecords[T]['key']>;
};

/** The database with its tables typed: `db.runs` by the record that storage/records/runs.ts defines. */
export type HearthDatabase = Dexie & Tables;

class Database extends Dexie {
  constructor(name: string, versions: readonly SchemaVersion[]) {
    // Strict: a commit is told only once it is on disk.
    super(name, { chromeTransactionDurability: 'strict', autoOpen: false });
    for (const { version, stores, migrate } of versions) {
      const declared = this.version(version).stores(stores);
      if (migrate) declared.upgrade(migrate);
    }
    this.use(keepRows);
  }
}

interface Opened {
  name: string;
  ready: Promise<HearthDatabase>;
  /** Why it can be used no more, here for good. */
  ended: HearthError | null;
  close(): void;
}

let opened: Opened | null = null;
/** Asks why the store was closed: until it is known none is opened, since a new one would look as if nothing had been cleared. */
let asking: Promise<void> = Promise.resolve();

/** Refused before opening: Dexie would open a newer layout and patch it to the one it knows. */
async function refuseNewer(name: string, newest: number): Promise<void> {
  const found = (await indexedDB.databases()).find((database) => database.name === name)?.version ?? 0;
  if (Math.floor(found / 10) <= newest) return;
  publishStoreState('newer');
  throw new HearthError('storage_newer', {}, { found: Math.floor(found / 10), known: newest });
}

async function open(db: HearthDatabase, newest: number): Promise<HearthDatabase> {
  await refuseNewer(db.name, newest);
  let waited = false;
  // Another tab holds an older layout open: the browser goes on by itself once that tab lets go. The page says what is waited for.
  db.on('blocked', () => {
    waited = true;
    publishStoreState('waiting');
  });
  await db.open();
  if (waited) publishStoreState('open');
  return db;
}

function start(name: string, versions: readonly SchemaVersion[]): Opened {
  // Dexie makes a property of each table that the versions declare.
  const db = new Database(name, versions) as unknown as HearthDatabase;
  let byUs = false;
  const close = () => {
    byUs = true;
    db.close({ disableAutoOpen: true });
  };
  const ready = asking.then(() => open(db, versions.at(-1)?.version ?? 0));
  const mine: Opened = { name, ready, ended: null, close };
  const forget = () => {
    if (opened === mine) opened = null;
  };
  const lost = () => {
    close();
    forget();
  };
  // Dexie tells of every closing: one that is not ours is the browser's, because site data were cleared or the disk is full.
  db.on('close', () => {
    if (byUs) return;
    lost();
    asking = whyClosed(name).then(publishStoreState);
  });
  db.on('versionchange', ({ newVersion }) => {
    if (newVersion === null) {
      lost();
      publishStoreState('cleared');
    } else void giveWay(mine);
    return false;
  });
  ready.catch(forget); // a failed opening may be tried again: by then the other tab may be gone
  return mine;
}

/** A newer app waits for the store: what is under way is brought to its end first, then it gets it. */
async function giveWay(mine: Opened): Promise<void> {
  await finishBeforeGivingWay();
  mine.ended = new HearthError('storage_outdated');
  mine.close();
  publishStoreState('outdated');
}

/** Runs work on the open database; everything that the store throws comes out as a coded fault. */
export async function stored<T>(work: (db: HearthDatabase) => PromiseLike<T>): Promise<T> {
  const mine = (opened ??= start(databaseName, schemaVersions));
  try {
    if (mine.ended) throw mine.ended;
    return await work(await mine.ready);
  } catch (thrown) {
    if (mine.ended) throw mine.ended;
    const fault = toStorageFault(thrown);
    // Work that was cut off with the store fails in many ways, for the one reason.
    const cutOff = opened !== mine && !(fault instanceof HearthError);
    const code = wasFullLately() ? 'storage_full' : 'storage_closed';
    throw cutOff ? new HearthError(code, {}, {}, String(thrown)) : fault;
  }
}

/** Name of the store of this origin. */
export const databaseName = 'hearth';

/** Points this thread at another database, as tests and migrations do; the open one is closed. */
export function useDatabase(name: string, versions: readonly SchemaVersion[] = schemaVersions): void {
  opened?.close();
  opened = start(name, versions);
}
