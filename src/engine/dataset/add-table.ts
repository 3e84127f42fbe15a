// A file added to a project's table, as more rows or as more columns: a version of its own, whose parent is the table as it was opened. The
// project's steps follow on it.
import * as v from 'valibot';
import { addition as additionSchema, type Addition } from '../../contract/data/opening/added-table';
import type { Given } from '../../contract/data/opening/given';
import { tableTypes, type TableType } from '../../contract/data/opening/open-choices';
import type { Column, DatasetVersion } from '../../contract/data/dataset';
import { stepOf } from '../../contract/data/transform';
import type { AddedFile, AddingPreview } from '../../contract/transport/data-api';
import { HearthError } from '../../contract/transport/fault';
import type { Job, Progress } from '../../contract/transport/job';
import { appendReading, matchColumns } from '../../data/combine/append';
import { countJoin, joinReading, readSide } from '../../data/combine/join';
import { readFile } from '../../data/formats/registry';
import type { ReadOptions, TableReading } from '../../data/rows/reading';
import { withOrderedLevels } from '../../data/rows/ordered-levels';
import { withPin } from '../../storage/chunks/chunks';
import type { Pin } from '../../storage/chunks/references';
import { commitDataset, getDataset } from '../../storage/datasets';
import { getProjectRecord } from '../../storage/projects';
import { datasetSha256 } from '../../storage/record-hashes';
import { replaySteps } from './change-steps';
import { following, storeReading } from './import-dataset';
import { checkChoices, readingOptions } from './open-choices';
import { originOf } from './origin-of';
import { rowSource } from './row-source';

/** @throws HearthError `not_found` without a table, `input_invalid`, as reading the file, `join_excessive`, `rows_too_few`. */
export async function addTable(request: AddedFile, job: Job<Progress>): Promise<DatasetVersion> {
  const { projectId, file } = request;
  const wanted = checkAddition(request.addition);
  const opened = await openedTable(projectId);
  const options: ReadOptions = {
    signal: job.signal,
    onProgress: (done, total) => job.emit({ kind: 'progress', stage: 'read', done, total, unit: 'rows' }),
  };
  const dataset = await withPin(async (pin) => {
    const reading = await readAdded(request, opened, wanted, options);
    const made = await (wanted.how === 'append'
      ? appended(opened, reading, { pin, job, file, options })
      : joined(opened, reading, { pin, job, file, options, wanted }));
    await commitDataset(made, following(made), pin, { signal: job.signal });
    return made;
  });
  return replaySteps(projectId, dataset, job);
}

/** @throws HearthError as `addTable`. */
export async function previewAdding(request: AddedFile, signal: AbortSignal): Promise<AddingPreview> {
  const wanted = checkAddition(request.addition);
  const opened = await openedTable(request.projectId);
  const options: ReadOptions = { signal, onProgress: () => undefined };
  if (wanted.how === 'append') {
    // What the columns are by themselves, not what this table would have them be.
    const { reading } = await readFile(request.file, {
      ...options,
      ...readingOptions(checkChoices(request.choices ?? {})),
      sampleRows: 2000,
    });
    const columns = opened.columns.map(({ name }) => name);
    return { how: 'append', columns, ...matchColumns(opened.columns, reading.columns) };
  }
  const side = await readSide(await readAdded(request, opened, wanted, options), wanted.keys);
  const left = { columns: opened.columns, source: rowSource(opened) };
  return { how: 'join', ...(await countJoin(left, side, { kind: wanted.kind, signal })) };
}

function checkAddition(given: unknown): Addition {
  const parsed = v.safeParse(additionSchema, given);
  if (parsed.success) return parsed.output;
  throw new HearthError('input_invalid', { field: v.getDotPath(parsed.issues[0]) ?? 'addition' });
}

async function openedTable(projectId: string): Promise<DatasetVersion> {
  const { data } = await getProjectRecord(projectId);
  if (data.datasetId === null) throw new HearthError('not_found', { field: 'dataset' });
  const { opened } = await originOf(await getDataset(data.datasetId));
  if (opened.kind === 'table') return opened;
  throw new HearthError('input_invalid', { field: 'dataset' });
}

/** The file, its columns of the types that they have to fit. */
async function readAdded(
  { file, choices = {} }: AddedFile,
  { columns }: DatasetVersion,
  wanted: Addition,
  options: ReadOptions,
): Promise<TableReading> {
  const chosen = checkChoices(choices);
  const pairs =
    wanted.how === 'append' ? columns.map(({ name }) => ({ left: name, right: name })) : wanted.keys;
  const types = Object.fromEntries([
    ...Object.entries(chosen.types ?? {}),
    ...pairs.flatMap(({ left, right }) => {
      const type = tableTypeOf(columns, left);
      return type ? [[right, type] as const] : [];
    }),
  ]);
  const { reading } = await readFile(file, { ...options, ...readingOptions({ ...chosen, types }) });
  return reading;
}

function tableTypeOf(columns: readonly Column[], name: string): TableType | undefined {
  const type = columns.find((column) => column.name === name)?.type;
  return tableTypes.find((each) => each === type);
}

interface Making {
  pin: Pin;
  job: Job<Progress>;
  file: Given;
  options: ReadOptions;
}

async function appended(
  opened: DatasetVersion,
  added: TableReading,
  { pin, job, file, options }: Making,
): Promise<DatasetVersion> {
  const startedAt = performance.now();
  const table = { columns: opened.columns, rows: opened.rows, source: rowSource(opened) };
  const reading = appendReading(table, added, options);
  const stored = await storeReading(reading, pin, job, { ...originFrom(opened), startedAt });
  const groups = [...opened.groups, ...stored.groups];
  const { columns, rows } = stored;
  return {
    ...stored,
    ...{ groups, sha256: await datasetSha256({ columns, groups }) },
    notices: [
      ...opened.notices,
      ...stored.notices.map((notice) => ({ ...notice, row: notice.row + opened.rows })),
    ].slice(0, 100),
    noticeCount: opened.noticeCount + stored.noticeCount,
    ...(opened.lines === undefined ? {} : { lines: opened.lines }),
    ...droppedOf(opened, stored, file),
    lineage: {
      parent: opened.id,
      steps: [stepOf('append', { file: file.name, rows: rows - opened.rows })],
    },
  };
}

/** What was left out of the table's file and of the one that was added. */
function droppedOf(
  opened: DatasetVersion,
  stored: DatasetVersion,
  { name }: Given,
): Pick<DatasetVersion, 'dropped'> {
  const [before, added] = [opened.dropped, stored.dropped];
  if (!added) return before ? { dropped: before } : {};
  const rows = [...(before?.rows ?? []), ...added.rows.map((row) => ({ ...row, file: name }))];
  return { dropped: { count: (before?.count ?? 0) + added.count, rows: rows.slice(0, 100) } };
}

async function joined(
  opened: DatasetVersion,
  added: TableReading,
  { pin, job, file, options, wanted }: Making & { wanted: Extract<Addition, { how: 'join' }> },
): Promise<DatasetVersion> {
  const startedAt = performance.now();
  const { kind, keys } = wanted;
  const side = await readSide(added, keys);
  const left = { columns: opened.columns, source: rowSource(opened) };
  await countJoin(left, side, { kind, signal: job.signal });
  const step = stepOf('join', {
    file: file.name,
    keep: { kind },
    left: keys.map((key) => key.left),
    right: keys.map((key) => key.right),
  });
  return storeReading(withOrderedLevels(joinReading(left, side, { ...options, kind })), pin, job, {
    ...originFrom(opened),
    lineage: { parent: opened.id, steps: [step] },
    startedAt,
  });
}

/** What the version keeps of the table that it begins with. */
function originFrom({ projectId, name, kind, source, id }: DatasetVersion) {
  return { projectId, name, kind, source, lineage: { parent: id, steps: [] } };
}
