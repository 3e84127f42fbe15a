// A project that is in the store already is imported as a copy: every record gets a new id, and the hashes that ids go into
// are computed again, so that all of them still verify.
import type { ProjectBundle } from '../../storage/bundle';
import { newId } from '../../storage/ids';
import { snapshotSha256, versionSha256 } from '../project/record-hashes';

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
  const { project, versionFacts: _, ...tables } = bundle;
  const ids = [project.id, ...Object.values(tables).flatMap((records) => records.map(({ id }) => id))];
  const copy = replaceStrings(bundle, new Map(ids.map((id) => [id, newId()])));

  const hashes = new Map<string, string>();
  for (const version of copy.versions) hashes.set(version.sha256, await versionSha256(version));
  const rehashed = replaceStrings(copy, hashes);
  for (const snapshot of rehashed.snapshots)
    snapshot.sha256 = await snapshotSha256(snapshot.readings, snapshot.dimensions);
  return rehashed;
}
