// A project that is in the store already is imported as a copy: every record gets a new id, and the hashes that ids go into
// are computed again, so that all of them still verify.
import { rowsOf, type ProjectBundle } from '../../storage/bundle';
import { newId } from '../../storage/store/ids';
import { projectTables } from '../../storage/registry/tables';

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
  let copy = replaceStrings(bundle, new Map([...new Set(ids)].map((id) => [id, newId()])));
  // One hash may go into another, so again until nothing changes: never more often than there are tables.
  for (let pass = 0; pass < projectTables.length; pass++) {
    const hashes = await changedHashes(copy);
    if (hashes.size === 0) break;
    copy = replaceStrings(copy, hashes);
  }
  return copy;
}

/** Hashes that no longer are those of their records, with what they are now. */
async function changedHashes(bundle: ProjectBundle): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  for (const table of projectTables)
    for (const record of rowsOf(bundle, table)) {
      const { hash } = table;
      if (!hash) continue;
      const [before, now] = [String(record[hash.field]), await hash.of(record)];
      if (before !== now) hashes.set(before, now);
    }
  return hashes;
}
