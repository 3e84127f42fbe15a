// From a file, or a scenario's rows, to a dataset version: streamed group by group, known only once all of it is stored.
import type { DatasetVersion, RowGroup } from '../../contract/data/dataset';
import { collectedColumns } from '../../contract/data/opening/collected-files';
import { bytesOf } from '../../contract/data/opening/given';
import { stepOf } from '../../contract/data/transform';
import type { DataApi } from '../../contract/transport/data-api';
import { HearthError } from '../../contract/transport/fault';
import type { Job, Progress } from '../../contract/transport/job';
import type { DataPlan, Project } from '../../contract/project/project';
import { ReadAgain, type DatasetReading, type TableReading } from '../../data/rows/reading';
import { checkChoices, readingOptions } from './open-choices';
import type { FileReadOptions } from '../../data/formats/format';
import { readFile } from '../../data/formats/registry';
import { orderedColumns, withOrderedLevels } from '../../data/rows/ordered-levels';
import { withLogicalTypes } from '../../domain/columns/logical-type';
import { namedPart } from '../../domain/split/assign-by-column';
import { splitCodes } from '../../contract/data/split-codes';
import { guessPlan } from '../../domain/default-plan';
import { withPin } from '../../storage/chunks/chunks';
import { commitDataset, getDataset } from '../../storage/datasets';
import { newId } from '../../storage/store/ids';
import { getProjectRecord } from '../../storage/projects';
import type { Pin } from '../../storage/chunks/references';
import { agreeingDraft, overridesFor } from '../training/draft-recipe';
import { datasetSha256 } from '../../storage/record-hashes';
import { editProject, settlePlan, settlePositive } from '../project/update-project';
import { storeGroups } from './storing/store-groups';
import { StoreThread, type StartStore } from './storing/store-thread';
import { OwnStore, type TableStore } from './storing/table-store';
import { ownValue } from '../../contract/data/own-value';

/** Reads a table of any format into a new version of the project's data, and settles plan and draft on it. */
export function importTable(
  request: Parameters<DataApi['importTable']>[0],
  job: Job<Progress>,
  startStore?: StartStore,
): Promise<DatasetVersion> {
  return withPin(async (pin) => {
    // A shorter file is stored before a thread would have started.
    const store =
      startStore && bytesOf(request.file) >= threadFrom
        ? new StoreThread(startStore, pin)
        : new OwnStore(pin);
    try {
      return await importUnder(request, job, { pin, store });
    } finally {
      await store.end();
    }
  });
}

const threadFrom = 4 * 2 ** 20;

/** Where a table goes. */
interface Storing {
  pin: Pin;
  store: TableStore;
}

async function importUnder(
  { projectId, file, choices }: Parameters<DataApi['importTable']>[0],
  job: Job<Progress>,
  storing: Storing,
): Promise<DatasetVersion> {
  const { pin, store } = storing;
  const { data } = await getProjectRecord(projectId);
  const parent = data.datasetId === null ? null : await getDataset(data.datasetId);
  const chosen = checkChoices(choices ?? {});
  const startedAt = performance.now();
  const { format, reading } = await readFile(file, {
    signal: job.signal,
    onProgress: seldom((done, total, unit) =>
      job.emit({ kind: 'progress', stage: 'read', done, total, unit: unit ?? 'bytes' }),
    ),
    onePass: true,
    // What is stored has its levels in their order.
    inspect: (columns, edges) => store.inspect(orderedColumns(columns), edges),
    ...readingOptions(chosen),
  });
  const dataset = await storeTable(reading, storing, job, (read) => ({
    projectId,
    name: file.name,
    kind: read.kind ?? 'table',
    source: {
      kind: 'file',
      name: file.name,
      bytes: bytesOf(file),
      encoding: read.encoding,
      delimiter: read.delimiter,
      ...(read.certainty === undefined ? {} : { certainty: read.certainty }),
      ...(read.sheet === undefined ? {} : { sheet: read.sheet.name }),
      ...(read.entry === undefined ? {} : { entry: read.entry.name }),
      ...(Object.keys(chosen).length === 0 ? {} : { choices: chosen }),
      synthetic: false,
      licence: '',
      origin: '',
    },
    lineage: { parent: parent?.id ?? null, steps: [stepOf('import', { file: file.name, format })] },
    startedAt,
  }));
  if (chosen.cells === 'stop') refuseNotices(dataset);
  const total = dataset.groups.length;
  job.emit({ kind: 'progress', stage: 'check', done: total, total, unit: 'items' });
  await commitDataset(dataset, following(dataset), pin, {
    signal: job.signal,
    isChecked: true,
  });
  return dataset;
}

const leastMs = 50;

/** The first, the last and so many of those between as anybody can see: every one takes its way to the page. */
function seldom(tell: Tell): Tell {
  let last = -Infinity;
  return (done, total, unit) => {
    const now = performance.now();
    if (now - last < leastMs && done < total) return;
    last = now;
    tell(done, total, unit);
  };
}

type Tell = FileReadOptions['onProgress'];

/** @throws HearthError `cell_unreadable` with the first cell that did not fit its column. */
function refuseNotices({ source, notices: [first] }: DatasetVersion): void {
  if (first)
    throw new HearthError(
      'cell_unreadable',
      { file: source.name, row: first.row, column: first.column },
      { value: first.value },
    );
}

/** Makes a version the project's data: plan and draft follow it. */
export function following(dataset: DatasetVersion): (project: Project) => Promise<Project> {
  return async (project) => {
    const plan = planFor(project.data, dataset);
    const overrides = await overridesFor(project, dataset);
    return { ...project, data: plan, draft: agreeingDraft(project.draft, plan, dataset, overrides) };
  };
}

/** The same for a version that is committed already. */
export async function useDataset(projectId: string, dataset: DatasetVersion): Promise<void> {
  await editProject(projectId, following(dataset));
}

/** What the caller knows of a dataset before its rows are read. */
type DatasetOrigin = Pick<
  DatasetVersion,
  'projectId' | 'name' | 'kind' | 'source' | 'lineage' | 'lines' | 'stepCounts'
> & {
  /** By performance.now(). */
  startedAt: number;
};

/** Stores a table that may have to be read again from its beginning. */
async function storeTable(
  reading: TableReading,
  storing: Storing,
  job: Job<Progress>,
  originOf: (reading: TableReading) => DatasetOrigin,
): Promise<DatasetVersion> {
  try {
    const ordered = withOrderedLevels(reading);
    const dataset = await storeReading(ordered, storing.pin, job, originOf(reading), storing.store);
    return { ...dataset, ...(reading.lines === undefined ? {} : { lines: reading.lines }) };
  } catch (thrown) {
    if (!(thrown instanceof ReadAgain)) throw thrown;
    // What the format, or the archive, said beside the rows stays so when they are read again.
    const { sheet, entry, lines } = reading;
    const said = { ...(sheet ? { sheet } : {}), ...(entry ? { entry } : {}) };
    const again = Object.assign(await thrown.again(), said);
    return storeTable(sheet && lines ? Object.assign(again, { lines }) : again, storing, job, originOf);
  }
}

/** Stores every row group under the pin, and reads it back; the version that comes back is not committed yet. */
export async function storeReading(
  reading: DatasetReading,
  pin: Pin,
  job: Job<Progress>,
  { startedAt, ...origin }: DatasetOrigin,
  store: TableStore | null = null,
): Promise<DatasetVersion> {
  const groups = await (store
    ? handGroups(reading, store, job.signal)
    : storeGroups(reading, pin, job.signal));
  const facts = await reading.finish();
  const columns = withLogicalTypes({ ...facts, columns: reading.columns });
  return {
    ...origin,
    ...facts,
    id: newId(),
    columns,
    groups,
    sha256: await datasetSha256({ columns, groups }),
    readMs: performance.now() - startedAt,
    createdAt: Date.now(),
  };
}

async function handGroups(
  reading: DatasetReading,
  store: TableStore,
  signal: AbortSignal,
): Promise<RowGroup[]> {
  for await (const batch of reading.groups()) {
    signal.throwIfAborted();
    await store.add(batch);
  }
  return (await store.finish(reading.columns)).groups;
}

/** The plan for new data: what was decided stays where the columns are still there, the rest is guessed. */
function planFor(before: DataPlan, dataset: DatasetVersion): DataPlan {
  const guess = guessPlan(dataset);
  const names = new Set(dataset.columns.map(({ name }) => name));
  const keeps = before.target !== null && names.has(before.target);
  const roles = Object.fromEntries(
    dataset.columns.map(({ name }) => [
      name,
      ownValue(before.roles, name) ?? ownValue(guess.roles, name) ?? 'feature',
    ]),
  );
  const settled = settlePlan(
    {
      ...before,
      split: splitFor(before.split, dataset),
      datasetId: dataset.id,
      target: keeps ? before.target : guess.target,
      task: keeps ? before.task : guess.task,
      roles,
    },
    dataset,
  );
  return settlePositive(settled, before, dataset);
}

/**
 * Folders that name the parts divide the rows, where there is something to learn from and something to judge on. A column that decided and is gone
 * decides no more.
 */
function splitFor(before: DataPlan['split'], { collected, columns }: DatasetVersion): DataPlan['split'] {
  const named = new Set(collected?.parts.map(namedPart));
  if ([splitCodes.train, splitCodes.test].every((part) => named.has(part)))
    return { ...before, kind: 'column', column: collectedColumns.part };
  const { column, ...others } = before;
  if (column === undefined || columns.some(({ name }) => name === column)) return before;
  return { ...others, kind: 'stratified' };
}
