// Takes in a project file: each project whole, or not at all. Every header, hash and record is checked before the one commit.
import type { LeftOut } from '../../contract/project/left-out';
import { HearthError } from '../../contract/transport/fault';
import type { Job, Progress } from '../../contract/transport/job';
import { commitBundles, isKnown, type ProjectBundle } from '../../storage/bundle';
import { putChunk, withPin } from '../../storage/chunks/chunks';
import { copyRecords } from './copy-records';
import { openProjectFile, type ProjectFile } from './reading/read-project-file';

interface Imported {
  projectId: string;
  projectIds: string[];
  leftOut: LeftOut[];
}

/** Imports the file's projects (`large`: a person said that it may unpack to much); one that is here already, as a copy under new ids and a name that says so. */
export async function importProject(
  file: File,
  copyName: (name: string) => string,
  job: Job<Progress>,
  large = false,
): Promise<Imported> {
  try {
    return await takeIn(await openProjectFile(file, job.signal, large), copyName, job);
  } catch (thrown) {
    // The parts of the file know where in it they are wrong; a person points at the file.
    if (!(thrown instanceof HearthError) || !thrown.fault.code.startsWith('project_file_')) throw thrown;
    const { code, place, params, detail } = thrown.fault;
    throw new HearthError(code, { file: file.name, ...place }, params, detail);
  }
}

async function takeIn(
  { bundles, chunks, leftOut }: ProjectFile,
  copyName: (name: string) => string,
  job: Job<Progress>,
): Promise<Imported> {
  const total = chunks.reduce((sum, { bytes }) => sum + bytes, 0);
  return withPin(async (pin) => {
    let done = 0;
    for (const chunk of chunks) {
      job.signal.throwIfAborted();
      await putChunk(await chunk.read(), pin);
      done += chunk.bytes;
      job.emit({ kind: 'progress', stage: 'unpack', done, total, unit: 'bytes' });
    }
    const own: ProjectBundle[] = [];
    for (const bundle of bundles) {
      if (!(await isKnown(bundle))) own.push(bundle);
      else {
        const copy = await copyRecords(bundle);
        own.push({ ...copy, project: { ...copy.project, name: copyName(copy.project.name) } });
      }
    }
    const onChecked = (checked: number) =>
      job.emit({ kind: 'progress', stage: 'verify', done: checked, total: chunks.length, unit: 'items' });
    await commitBundles(own, pin, { signal: job.signal, onChecked });
    const projectIds = own.map(({ project }) => project.id);
    const [projectId = ''] = projectIds;
    return { projectId, projectIds, leftOut };
  });
}
