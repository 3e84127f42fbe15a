// A whole project in memory, with records that verify and chunks to go with them; and jobs to run use cases under.
import type { Checkpoint } from '../../../src/contract/model/run';
import type { ChunkRef } from '../../../src/contract/data/dataset';
import type { Job } from '../../../src/contract/transport/job';
import {
  datasetSha256,
  recipeSha256,
  snapshotSha256,
  versionSha256,
} from '../../../src/storage/record-hashes';
import { bundleOf, type ProjectBundle } from '../../../src/storage/bundle';
import { sha256Hex } from '../../../src/storage/chunks/hash';
import { newId } from '../../../src/storage/store/ids';
import { aDataset, aPartition, aProject, aSnapshot } from '../storage/project-records';
import { aCheckpoint, aJudgement, anArtifact, aRun, aVersion } from '../storage/run-records';

/** A job that nobody aborts and nobody watches. */
export function quietJob(): Job<unknown> {
  return { signal: new AbortController().signal, emit: () => undefined };
}

/** Bytes that no packer makes smaller. */
export function noise(length: number, seed: number): Uint8Array<ArrayBuffer> {
  let state = seed;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
}

/** A project with one of everything, and its chunks by name. */
export async function wholeProject(): Promise<{
  bundle: ProjectBundle;
  chunks: Map<string, Uint8Array<ArrayBuffer>>;
}> {
  const chunks = new Map<string, Uint8Array<ArrayBuffer>>();
  const keep = async (bytes: Uint8Array<ArrayBuffer>): Promise<ChunkRef> => {
    const sha256 = await sha256Hex(bytes);
    chunks.set(sha256, bytes);
    return { sha256, bytes: bytes.length };
  };
  const project = aProject('Loans 贷款');
  const plain = aDataset(project.id, [
    { firstRow: 0, rows: 6, chunk: await keep(noise(700, 1)) },
    { firstRow: 6, rows: 4, chunk: await keep(new Uint8Array(900).fill(7)) },
  ]);
  const dataset = { ...plain, sha256: await datasetSha256(plain) };
  const partition = aPartition(project.id, dataset.id, await keep(new Uint8Array(10)));
  const weights = [await keep(noise(264, 2))];
  const recipe = { ...aRun(project.id).recipe, dataset: { id: dataset.id, sha256: dataset.sha256 } };
  const run = {
    ...aRun(project.id),
    number: 1,
    status: 'done' as const,
    recipe,
    recipeSha256: await recipeSha256(recipe),
    artifact: anArtifact(weights),
  };
  const checkpoint: Checkpoint = aCheckpoint(run.id, 2, [await keep(noise(800, 3))]);
  const judgement = aJudgement(project.id, run.id, await keep(noise(40, 4)));
  const draft = { ...aVersion(project.id, run, judgement.id), recipe };
  const version = { ...draft, sha256: await versionSha256(draft) };
  const reading = aSnapshot(project.id);
  const snapshot = { ...reading, sha256: await snapshotSha256(reading) };
  return {
    bundle: {
      ...bundleOf({ ...project, data: { ...project.data, datasetId: dataset.id } }),
      datasets: [dataset],
      partitions: [partition],
      runs: [run],
      checkpoints: [checkpoint],
      judgements: [judgement],
      versions: [version],
      versionFacts: [
        {
          ...{ versionId: version.id, projectId: project.id, latency: null, cards: [] },
          ...{ verified: { holds: true, takenAt: 5 }, exportDifference: 1e-7 },
        },
      ],
      tasks: [
        {
          ...{ id: newId(), projectId: project.id, title: 'Ask for consent', assigneeId: null },
          ...{ dueAt: null, doneAt: null, createdAt: 1 },
        },
      ],
      snapshots: [snapshot],
    },
    chunks,
  };
}
