// The steps of a project's data. They always begin at the table as it was opened, so that a step may be changed, moved, switched off or taken
// back: the same steps on the same table give the same version. The opened table and every version stay as they are.
import * as v from 'valibot';
import type { Cell, Column, DatasetVersion } from '../../contract/data/dataset';
import { dataSteps, type DataStep, type StepOf, type TransformId } from '../../contract/data/transform';
import type { DataPlan, Project } from '../../contract/project/project';
import type { StepPreview } from '../../contract/transport/data-api';
import { HearthError } from '../../contract/transport/fault';
import type { Job, Progress } from '../../contract/transport/job';
import { ownValue, withOwnValue } from '../../contract/data/own-value';
import { cellAt } from '../../data/columns/registry';
import type { RowBatch } from '../../data/columns/values';
import { withOrderedLevels } from '../../data/rows/ordered-levels';
import { previewShape } from '../../data/table/preview-shape';
import type { Rows } from '../../data/table/rows';
import {
  afterStep,
  afterSteps,
  collected,
  keptProfiles,
  rowsOf,
  rowsReading,
  type StepList,
} from '../../data/transforms/run-steps';
import { withPin } from '../../storage/chunks/chunks';
import { commitDataset, getDataset } from '../../storage/datasets';
import { getProjectRecord } from '../../storage/projects';
import { editProject } from '../project/update-project';
import { following, storeReading } from './import-dataset';
import { originOf } from './origin-of';
import { cellsOf, openedRows, withCells } from './written/written-rows';

/**
 * Gives the project's data these steps: those that are on make a new version of the opened table, which becomes the project's data.
 * @throws HearthError `input_invalid` with the step's place in the list; as the steps' `validate`; `rows_too_few` where no row is left.
 */
export async function changeSteps(
  projectId: string,
  given: readonly unknown[],
  job: Job<Progress>,
  file: File | null = null,
): Promise<DatasetVersion> {
  const steps = checkSteps(given);
  const { data } = await getProjectRecord(projectId);
  if (data.datasetId === null) throw new HearthError('not_found', { field: 'dataset' });
  const current = await getDataset(data.datasetId);
  const { opened: before, steps: stepsBefore } = await originOf(current);
  const active = steps.filter(({ on }) => on).map(({ step }) => step);
  const opened = await withCells(before, active, file, job.signal);
  const edit = keeping(steps, movedNames(opened, stepsBefore, active), retyped(stepsBefore, active));
  if (active.length === 0) {
    await editProject(projectId, (project) => following(opened)(edit(project)));
    return opened;
  }
  return withPin(async (pin) => {
    const startedAt = performance.now();
    const begin = openedRows(opened, active, {
      signal: job.signal,
      onProgress: (done, total) => job.emit({ kind: 'progress', stage: 'read', done, total, unit: 'rows' }),
    });
    const { rows, steps: learnt, counts: stepCounts } = await afterSteps(begin.rows, begin.steps);
    const { name, kind, source } = opened;
    const lineage = { parent: opened.id, steps: learnt };
    const dataset = await storeReading(
      withOrderedLevels(rowsReading(rows, keptProfiles(learnt, opened.profiles))),
      pin,
      job,
      {
        projectId,
        name,
        kind,
        source,
        lineage,
        stepCounts,
        startedAt,
      },
    );
    await commitDataset(dataset, (project) => following(dataset)(edit(project)), pin, {
      signal: job.signal,
      isChecked: true,
    });
    return dataset;
  });
}

/**
 * Replays a project's steps on a table that was just opened. A step that does not fit it is switched off, with those that need what it
 * makes, rather than lost.
 */
export async function replaySteps(
  projectId: string,
  read: DatasetVersion,
  job: Job<Progress>,
  file: File | null = null,
): Promise<DatasetVersion> {
  const { steps = [] } = (await getProjectRecord(projectId)).data;
  if (!steps.some(({ on }) => on)) return read;
  const active = steps.filter(({ on }) => on).map(({ step }) => step);
  const opened = await withCells(read, fittingTypes(read, active), file, job.signal);
  const fitting: DataStep[] = [];
  let { rows } = openedRows(opened, active, { signal: job.signal });
  for (const each of steps) {
    const after = each.on ? await ifFits(rows, each.step) : null;
    rows = after ?? rows;
    fitting.push({ ...each, on: after !== null });
  }
  return changeSteps(projectId, fitting, job);
}

/** Changes of type that stand first, of columns that the table has. */
function fittingTypes({ columns }: DatasetVersion, steps: StepList): StepList {
  const names = new Set(columns.map(({ name }) => name));
  const end = steps.findIndex(({ step }) => step !== 'change-type');
  return steps
    .slice(0, end < 0 ? undefined : end)
    .filter(({ step, params }) => step === 'change-type' && names.has(params.column));
}

/** Rows after a step, or null where it does not fit them. */
async function ifFits(rows: Rows, step: StepOf<TransformId>): Promise<Rows | null> {
  try {
    return (await afterStep(rows, step)).rows;
  } catch (thrown) {
    if (thrown instanceof HearthError && thrown.fault.code !== 'aborted') return null;
    throw thrown;
  }
}

/**
 * What one of these steps, the last where none is named, does to the first rows of the opened table, by the code that makes the version.
 * @throws HearthError as `changeSteps`, also where a step behind it does not fit what it makes.
 */
export async function previewStep(
  projectId: string,
  given: readonly unknown[],
  at = given.length - 1,
  { signal }: { signal: AbortSignal } = new AbortController(),
): Promise<StepPreview> {
  const steps = checkSteps(given);
  const { data } = await getProjectRecord(projectId);
  if (data.datasetId === null) throw new HearthError('not_found', { field: 'dataset' });
  const origin = await originOf(await getDataset(data.datasetId));
  const active = steps.filter(({ on }) => on).map(({ step }) => step);
  const place = steps.slice(0, at).filter(({ on }) => on).length;
  const opened = await withCells(origin.opened, active.slice(0, place + 1), null, signal);
  const begin = openedRows(opened, active.slice(0, place + 1), { signal, firstGroup: true });
  const { rows } = await afterSteps(begin.rows, begin.steps.slice(0, place));
  const { rows: changed } = await afterSteps(
    rowsOf(rows.columns, await collected(rows)),
    begin.steps.slice(place),
  );
  const shown = await shownBefore(opened, active.slice(0, place), signal);
  const before = { columns: shown.columns, batch: await collected(shown) };
  const after = { columns: changed.columns, batch: await collected(changed) };
  await afterSteps(rowsOf(after.columns, after.batch), active.slice(place + 1));
  const step = active[place];
  const params = step?.params ?? {};
  const named = 'column' in params && typeof params.column === 'string' ? params.column : null;
  const inPlace = step === undefined || !reorders.has(step.step);
  return {
    ...{ rowsBefore: before.batch.rows, rowsAfter: after.batch.rows, whole: opened.groups.length === 1 },
    ...{ inPlace, columns: after.columns.length, shape: inPlace ? previewShape(before, after, named) : null },
    ...{ columnsAfter: [...after.columns], cells: cellsOf(opened, active, place) },
    ...(inPlace ? cellChanges(before, after) : { changed: 0, emptied: 0, examples: [] }),
  };
}

/** The first rows before a step as the table shows them: values, not the cells that it reads. */
async function shownBefore(opened: DatasetVersion, steps: StepList, signal: AbortSignal): Promise<Rows> {
  const begin = openedRows(opened, steps, { signal, firstGroup: true });
  return (await afterSteps(begin.rows, begin.steps)).rows;
}

interface Table {
  columns: readonly Column[];
  batch: RowBatch;
}

const shownExamples = 5;
/** Steps whose rows are others, or stand elsewhere. */
const reorders = new Set<TransformId>(['sort-rows', 'group-rows', 'pivot', 'unpivot']);

/** Cells that differ, where no row was left out; the first few with what they become. */
function cellChanges(before: Table, after: Table): Pick<StepPreview, 'changed' | 'emptied' | 'examples'> {
  if (before.batch.rows !== after.batch.rows) return { changed: 0, emptied: 0, examples: [] };
  const names = before.columns.map(({ name }) => name);
  const examples: StepPreview['examples'] = [];
  const lost: StepPreview['examples'] = [];
  let [changed, emptied] = [0, 0];
  for (const [index, column] of after.columns.entries()) {
    const values = after.batch.values[index];
    const at = names.indexOf(column.name);
    const [old, oldColumn] = [before.batch.values[at], before.columns[at]];
    if (!values || values === old) continue;
    for (let row = 0; row < after.batch.rows; row++) {
      const to = cellAt(column, values, row);
      const from: Cell = old && oldColumn ? cellAt(oldColumn, old, row) : null;
      if (Object.is(from, to)) continue;
      changed++;
      if (to === null) emptied++;
      const shown = to === null ? lost : examples;
      if (shown.length < shownExamples) shown.push({ column: column.name, row: row + 1, from, to });
    }
  }
  // What is lost has to be seen.
  return { changed, emptied, examples: [...lost, ...examples].slice(0, shownExamples) };
}

/** Steps that came over a thread. */
function checkSteps(steps: readonly unknown[]): DataStep[] {
  const parsed = v.safeParse(dataSteps, steps);
  if (parsed.success) return parsed.output;
  const place = Number(parsed.issues[0].path?.[0]?.key ?? 0);
  throw new HearthError('input_invalid', { field: `steps.${place}` });
}

/** The project with these steps; what was decided on a column follows it to its new name. */
function keeping(
  steps: DataStep[],
  moved: ReadonlyMap<string, string>,
  types: ReadonlySet<string>,
): (project: Project) => Project {
  return (project) => {
    const { steps: _, target, ...plan } = project.data;
    // An identifier that becomes a number is a feature, and the other way round: its role is guessed again.
    let roles = Object.fromEntries(
      Object.entries(plan.roles).filter(
        ([name, role]) => !types.has(name) || (role !== 'identifier' && role !== 'feature'),
      ),
    );
    for (const [from, to] of moved) roles = withOwnValue(roles, to, ownValue(plan.roles, from) ?? 'feature');
    const kept: DataPlan = { ...plan, roles, target: target === null ? null : (moved.get(target) ?? target) };
    return { ...project, data: steps.length > 0 ? { ...kept, steps } : kept };
  };
}

/** Columns that have another type afterwards. */
function retyped(before: StepList, after: StepList): Set<string> {
  const kinds = (steps: StepList) =>
    new Map(
      steps.flatMap(({ step, params }) =>
        step === 'change-type' ? [[params.column, params.to.kind] as const] : [],
      ),
    );
  const [old, now] = [kinds(before), kinds(after)];
  return new Set([...old.keys(), ...now.keys()].filter((name) => old.get(name) !== now.get(name)));
}

/** Names of today's columns that have another one afterwards. */
function movedNames({ columns }: DatasetVersion, before: StepList, after: StepList): Map<string, string> {
  const pairs = columns.map(({ name }) => [nameAfter(name, before), nameAfter(name, after)] as const);
  return new Map(pairs.filter(([from, to]) => from !== to));
}

function nameAfter(name: string, steps: StepList): string {
  return steps.reduce(
    (now, { step, params }) => (step === 'rename-column' && params.column === now ? params.to : now),
    name,
  );
}
