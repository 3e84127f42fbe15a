// What each project takes of the disk, counted from its records: a chunk once, however many records refer to it. And the way to
// give some of it back.
import type { ChunkRef } from '../../contract/data/dataset';
import type { Disposable, ProjectUse, StorageUse } from '../../contract/transport/data-api';
import type { Job, Progress } from '../../contract/transport/job';
import type { Run } from '../../contract/model/run';
import { chunksByOwner, readRecords, type ProjectBundle } from '../../storage/bundle';
import { bytesBeside, collectGarbage } from '../../storage/chunks/chunks';
import {
  dropCheckpoints,
  dropWeights,
  runsWithCheckpoints,
  runsWithSpareWeights,
} from '../../storage/chunks/disposable';
import { chunkOwner } from '../../storage/registry/tables';
import { allProjects } from '../../storage/projects';
import { runsOf } from '../../storage/runs';
import { versionsOf } from '../../storage/versions';

/** Reads the records of every project; of chunks only those that no project refers to: they are not collected yet, or on their way in. */
export async function storageUse(): Promise<StorageUse> {
  const bundles: ProjectBundle[] = [];
  for (const { id } of await allProjects()) bundles.push(await readRecords(id));
  const projectsOf = new Map<string, Set<string>>();
  const sizes = new Map<string, number>();
  for (const bundle of bundles)
    for (const { refs } of chunksByOwner(bundle))
      for (const { sha256, bytes } of refs) {
        sizes.set(sha256, bytes);
        projectsOf.set(sha256, (projectsOf.get(sha256) ?? new Set()).add(bundle.project.id));
      }
  const isShared = (sha256: string) => (projectsOf.get(sha256)?.size ?? 0) > 1;
  const unownedBytes = await bytesBeside(new Set(sizes.keys()));
  return {
    projects: bundles.map((bundle) => useOf(bundle, isShared)),
    unownedBytes,
    totalBytes: sum(sizes.values()) + unownedBytes,
  };
}

function useOf(bundle: ProjectBundle, isShared: (sha256: string) => boolean): ProjectUse {
  const owners = chunksByOwner(bundle);
  const use: ProjectUse = {
    projectId: bundle.project.id,
    name: bundle.project.name,
    ...{ datasetBytes: 0, weightBytes: 0, checkpointBytes: 0, resultBytes: 0, sharedBytes: 0 },
    versions: bundle.versions.length,
    disposable: {
      checkpoints: freedBy(
        owners,
        isShared,
        runsWithCheckpoints(bundle.runs).flatMap((run) =>
          bundle.checkpoints
            .filter(({ runId }) => runId === run.id)
            .map(({ id }) => chunkOwner('checkpoints', id)),
        ),
        new Set(bundle.checkpoints.map(({ runId }) => runId)).size,
      ),
      weights: freedBy(
        owners,
        isShared,
        runsWithSpareWeights(bundle.runs, registeredRuns(bundle.versions)).map(({ id }) =>
          chunkOwner('runs', id),
        ),
      ),
    },
  };
  const seen = new Set<string>();
  for (const { kind, refs } of owners)
    for (const { sha256, bytes } of refs) {
      if (seen.has(sha256)) continue;
      seen.add(sha256);
      use[kind] += bytes;
      if (isShared(sha256)) use.sharedBytes += bytes;
    }
  return use;
}

const registeredRuns = (versions: readonly { runId: string }[]) =>
  new Set(versions.map(({ runId }) => runId));
const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);

/** Bytes that nobody needs once some owners are gone. */
function freedBy(
  owners: { owner: string; refs: ChunkRef[] }[],
  isShared: (sha256: string) => boolean,
  going: string[],
  runs = going.length,
): { bytes: number; runs: number } {
  const gone = new Set(going);
  const needed = new Set(
    owners.filter(({ owner }) => !gone.has(owner)).flatMap(({ refs }) => refs.map(({ sha256 }) => sha256)),
  );
  const freed = new Map(
    owners
      .filter(({ owner }) => gone.has(owner))
      .flatMap(({ refs }) => refs)
      .filter(({ sha256 }) => !needed.has(sha256) && !isShared(sha256))
      .map(({ sha256, bytes }) => [sha256, bytes]),
  );
  return { bytes: sum(freed.values()), runs: gone.size === 0 ? 0 : runs };
}

/** Deletes run by run, then frees the bytes. */
export async function freeStorage(projectId: string, what: Disposable, job: Job<Progress>): Promise<void> {
  const runs = await runsOf(projectId);
  const going =
    what === 'checkpoints'
      ? runsWithCheckpoints(runs)
      : runsWithSpareWeights(runs, registeredRuns(await versionsOf(projectId)));
  const drop: (run: Run) => Promise<void> = what === 'checkpoints' ? dropCheckpoints : dropWeights;
  const report = (done: number) =>
    job.emit({ kind: 'progress', stage: 'free', done, total: going.length + 1, unit: 'items' });
  for (const [index, run] of going.entries()) {
    job.signal.throwIfAborted();
    await drop(run);
    report(index + 1);
  }
  await collectGarbage();
  report(going.length + 1);
}
