// Hashes every record of a project that carries a hash, on opening: an edit past the app, in the store or in a project file, is named
// and what was edited is not used. Not for bytes: chunks are hashed as they are read.
import type { AlteredRecord, RecordCheck } from '../../contract/project/view';
import { checkContent, type ContentState } from '../../storage/registry/content-hash';
import type { Row } from '../../storage/registry/definition';
import { keysOfProject, recordsByKey } from '../../storage/registry/project-records';
import { hashedTables, type AnyProjectTable } from '../../storage/registry/tables';
import { rowsOf } from '../../storage/views/rows';

/** A few at a time: some are large, and other requests wait for this thread. */
const recordsAtOnce = 16;

/** What opening a project found; E is computed without what was altered. */
const checks = new Map<string, RecordCheck>();

/** Checks under way, by project: E that follows an opening waits for that of the page, and reads no record twice. */
const underWay = new Map<string, Promise<RecordCheck>>();

/** Checks every record anew. */
export async function checkRecords(projectId: string, signal: AbortSignal): Promise<RecordCheck> {
  const checking = checkAll(projectId, signal);
  underWay.set(projectId, checking);
  try {
    return await checking;
  } finally {
    if (underWay.get(projectId) === checking) underWay.delete(projectId);
  }
}

async function checkAll(projectId: string, signal: AbortSignal): Promise<RecordCheck> {
  const check: RecordCheck = { checked: 0, unsealed: 0, altered: [] };
  const altered: [AnyProjectTable, Row][] = [];
  for (const table of hashedTables) {
    const keys = await keysOfProject(table, projectId);
    for (let at = 0; at < keys.length; at += recordsAtOnce) {
      signal.throwIfAborted();
      for (const record of await recordsByKey(table, keys.slice(at, at + recordsAtOnce))) {
        const state = await recordState(table, record);
        check.checked += 1;
        if (state === 'unsealed') check.unsealed += 1;
        if (state === 'altered') altered.push([table, record]);
      }
    }
  }
  if (altered.length > 0) check.altered = await named(projectId, altered);
  checks.set(projectId, check);
  return check;
}

/** What is altered as the last check found it, without what is gone or was replaced since; the first time it checks. */
export async function alteredRecords(projectId: string, signal: AbortSignal): Promise<AlteredRecord[]> {
  const known = checks.get(projectId) ?? (await underWay.get(projectId)?.catch(() => null));
  const { altered } = known ?? (await checkRecords(projectId, signal));
  const still: AlteredRecord[] = [];
  for (const table of hashedTables) {
    const own = altered.filter((each) => each.table === table.name);
    if (own.length === 0) continue;
    const records = await recordsByKey(
      table,
      own.map(({ id }) => id),
    );
    for (const record of records)
      if ((await recordState(table, record)) === 'altered')
        still.push(...own.filter(({ id }) => id === record[table.key]));
  }
  return still;
}

/** Whether a record is as it was hashed: by the hash of its content, and by the one that names it. */
export async function recordState({ hash }: AnyProjectTable, record: Row): Promise<ContentState> {
  try {
    if (hash && (await hash.of(record)) !== record[hash.field]) return 'altered';
    return await checkContent(record);
  } catch {
    return 'altered'; // holds what no record of ours does
  }
}

/** The records with the numbers by which people know them: of the run or version that each belongs to. */
async function named(
  projectId: string,
  altered: readonly [AnyProjectTable, Row][],
): Promise<AlteredRecord[]> {
  const [runs, versions] = await Promise.all([rowsOf(projectId, 'runs'), rowsOf(projectId, 'versions')]);
  const numbers = new Map([...runs, ...versions].map(({ id, number }) => [id, number]));
  return altered.map(([table, record]) => {
    const owner = record['versionId'] ?? record['runId'];
    const of = table.name === 'versions' ? record['id'] : (owner ?? record['id']);
    const { name, takenAt } = record;
    return {
      table: table.name as AlteredRecord['table'],
      id: String(record[table.key]),
      number: numbers.get(String(of)) ?? null,
      name: typeof name === 'string' ? name : null,
      takenAt: typeof takenAt === 'number' ? takenAt : null,
    };
  });
}
