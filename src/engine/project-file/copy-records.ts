// A project that is in the store already is imported as a copy: every record gets a new id, and the hashes that ids go into
// are computed again, so that all of them still verify. One that did not hold before does not hold afterwards.
import { rowsOf, type ProjectBundle } from '../../storage/bundle';
import { newId } from '../../storage/store/ids';
import { contentState, withContentHash } from '../../storage/registry/content-hash';
import type { Row } from '../../storage/registry/definition';
import { projectTables, type AnyProjectTable } from '../../storage/registry/tables';

/** Replaces strings throughout, keys too. */
function replaceStrings<T>(value: T, replacements: ReadonlyMap<string, string>): T {
  const replace = (each: unknown): unknown => {
    if (typeof each === 'string') return replacements.get(each) ?? each;
    if (Array.isArray(each)) return each.map(replace);
    if (typeof each !== 'object' || each === null) return each;
    return Object.fromEntries(
      Object.entries(each).map(([key, inner]) => [replacements.get(key) ?? key, replace(inner)]),
    );
  };
  return replace(value) as T;
}

/** The same project under new ids. */
export async function copyRecords(bundle: ProjectBundle): Promise<ProjectBundle> {
  // A key that is another record's, as that of a version's facts, changes with it.
  const ids = projectTables.flatMap((table) =>
    rowsOf(bundle, table).map((record) => String(record[table.key])),
  );
  const misnamed = await placesOf(bundle, async ({ hash }, record) => {
    return hash !== undefined && (await hash.of(record)) !== record[hash.field];
  });
  const sound = await placesOf(bundle, async (_, record) => contentState(record) === 'held');
  let copy = replaceStrings(bundle, new Map([...new Set(ids)].map((id) => [id, newId()])));
  // One hash may go into another, so again until nothing changes: never more often than there are tables.
  for (let pass = 0; pass < projectTables.length; pass++) {
    const hashes = await changedHashes(copy, misnamed);
    if (hashes.size === 0) break;
    copy = replaceStrings(copy, hashes);
  }
  for (const table of projectTables) {
    const records = rowsOf(copy, table);
    for (const [at, record] of records.entries())
      if (sound.has(placeOf(table, at))) records[at] = withContentHash(record);
  }
  return copy;
}

/** A record's place in a bundle, which its copy has too. */
const placeOf = ({ name }: AnyProjectTable, at: number) => `${name} ${at}`;

/** Places of the records that are so. */
async function placesOf(
  bundle: ProjectBundle,
  isSo: (table: AnyProjectTable, record: Row) => Promise<boolean>,
): Promise<Set<string>> {
  const places = new Set<string>();
  for (const table of projectTables)
    for (const [at, record] of rowsOf(bundle, table).entries())
      if (await isSo(table, record)) places.add(placeOf(table, at));
  return places;
}

/** Hashes that no longer are those of their records, with what they are now; those that were wrong before stay so. */
async function changedHashes(
  bundle: ProjectBundle,
  misnamed: ReadonlySet<string>,
): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  for (const table of projectTables)
    for (const [at, record] of rowsOf(bundle, table).entries()) {
      const { hash } = table;
      if (!hash || misnamed.has(placeOf(table, at))) continue;
      const [before, now] = [String(record[hash.field]), await hash.of(record)];
      if (before !== now) hashes.set(before, now);
    }
  return hashes;
}
