// Writes the ZIP of runs, one run in memory at a time beside what is packed. Knows no store.
import type { RunFormatId } from '../../contract/release/run-formats';
import type { Project } from '../../contract/project/project';
import { ZipWriter } from '../project-file/zip/zip-writer';
import { runFileFormats } from './registry';
import { utf8, type RunRecords } from './run-format';

/** The ZIP, and how many runs are in it. A README comes first. */
export async function writeRuns(
  project: Project,
  records: AsyncIterable<RunRecords>,
  format: RunFormatId,
): Promise<{ file: Blob; runs: number }> {
  const way = runFileFormats[format];
  const writer = new ZipWriter();
  for (const { name, bytes } of way.projectFiles(project)) await writer.add(name, bytes);
  let runs = 0;
  for await (const each of records) {
    for (const { name, bytes } of way.runFiles(project, each)) await writer.add(name, bytes);
    runs += 1;
  }
  const readme = { name: 'README.txt', bytes: utf8(way.readme) };
  return { file: writer.finish('application/zip', readme), runs };
}
