// Which version the records of each table have in a file: said by its manifest, or, in files from before that, by their layout.
import { HearthError } from '../../contract/transport/fault';
import { currentVersion, projectTables, recordVersion } from '../../storage/registry/tables';
import { layoutVersion } from '../../storage/store/schema';
import type { Manifest } from './manifest';
import { newerRecords } from './reading/record-faults';

/** What a file says of its records. */
export interface FileLayouts {
  /** Version of the records by table; a table that the file does not know has none. */
  versions: ReadonlyMap<string, number>;
  /** The app that wrote the file. */
  appVersion: string;
  /** It is newer than this one. */
  fromNewerApp: boolean;
}

/** Version of the records of every table of projects today, as a manifest says it. */
export function currentVersions(): Record<string, number> {
  return Object.fromEntries(projectTables.map((table) => [table.name, currentVersion(table)]));
}

/** The layouts of the file. Throws `project_file_newer` for records that only a newer app reads. */
export function layoutsOf(manifest: Manifest): FileLayouts {
  const versions = new Map(Object.entries(saidVersions(manifest)));
  for (const [name, found] of versions) {
    const table = projectTables.find((each) => each.name === name);
    const known = table ? currentVersion(table) : 0;
    if (found > known) throw newerRecords(name, found, known);
  }
  const { appVersion } = manifest;
  return { versions, appVersion, fromNewerApp: isNewer(appVersion, __APP_VERSION__) };
}

function saidVersions(manifest: Manifest): Record<string, number> {
  if ('tables' in manifest && manifest.tables) return manifest.tables;
  const layout = 'layout' in manifest ? manifest.layout : 1;
  if (layout > layoutVersion)
    throw new HearthError('project_file_newer', {}, { found: layout, known: layoutVersion });
  const known = projectTables.map((table) => [table.name, recordVersion(table.layouts, layout)] as const);
  return Object.fromEntries(known.filter(([, version]) => version > 0));
}

/** Whether a version number comes after another, part by part. */
function isNewer(version: string, than: string): boolean {
  const parts = (text: string) => (/^\d+(\.\d+)*/.exec(text)?.[0] ?? '0').split('.').map(Number);
  const [a, b] = [parts(version), parts(than)];
  const at = a.findIndex((part, index) => part !== (b[index] ?? 0));
  return at >= 0 && (a[at] ?? 0) > (b[at] ?? 0);
}
