// Replaces sections of a project, after checking them, and keeps data plan and draft recipe in agreement.
import * as v from 'valibot';
import type { DatasetVersion } from '../../contract/data/dataset';
import { HearthError } from '../../contract/transport/fault';
import {
  project as projectSchema,
  runColumns,
  type DataPlan,
  type Project,
  type ProjectSections,
} from '../../contract/project/project';
import { taskOf } from '../../domain/default-plan';
import { classNames, defaultPositive } from '../../domain/tasks/positive-class';
import { findTask } from '../../domain/tasks/registry';
import { getDataset } from '../../storage/datasets';
import { getProjectRecord, replaceProject } from '../../storage/projects';
import { agreeingDraft, overridesFor } from '../training/draft-recipe';
import { ownValue } from '../../contract/data/own-value';
import type { ColumnRole } from '../../contract/data/dataset';

const { name, stage, goals, plan, data, draft, team, ratings, notApplicable } = projectSchema.entries;
const patchSchema = v.partial(
  v.strictObject({ name, stage, goals, plan, data, draft, team, ratings, notApplicable, runColumns }),
);

/** Writes the sections; `input_invalid` names the first field that breaks its schema. */
export async function updateProject(projectId: string, patch: Partial<ProjectSections>): Promise<Project> {
  const checked = v.safeParse(patchSchema, patch);
  if (!checked.success) {
    const [issue] = checked.issues;
    throw new HearthError(
      'input_invalid',
      { field: v.getDotPath(issue) ?? '' },
      { expected: issue.expected ?? '', received: issue.received },
    );
  }
  return editProject(projectId, (project) => applyPatch(project, patch));
}

/** Reads, decides and writes until nobody else wrote in between. */
export async function editProject(
  projectId: string,
  edit: (project: Project) => Promise<Project>,
): Promise<Project> {
  for (;;) {
    const written = await replaceProject(await edit(await getProjectRecord(projectId)));
    if (written) return written;
  }
}

async function applyPatch(project: Project, patch: Partial<ProjectSections>): Promise<Project> {
  const next: Project = { ...project, ...patch };
  checkTeam(next);
  if (patch.data === undefined && patch.draft === undefined) return next;
  if (next.data.datasetId === null) return { ...next, draft: null };
  const dataset = await getDataset(next.data.datasetId);
  if (dataset.projectId !== project.id)
    throw new HearthError('not_found', { field: 'data.datasetId' }, { id: dataset.id });
  const settled = settlePositive(settlePlan(next.data, dataset), project.data, dataset);
  const overrides = await overridesFor(project, dataset);
  return { ...next, data: settled, draft: agreeingDraft(next.draft, settled, dataset, overrides) };
}

/** Who acts and who is accountable must be members. */
function checkTeam({ team: { members, actingId, accountable } }: Project): void {
  const known = new Set(members.map(({ id }) => id));
  if (actingId !== null && !known.has(actingId))
    throw new HearthError('input_invalid', { field: 'team.actingId' }, { id: actingId });
  for (const [step, id] of Object.entries(accountable))
    if (id !== null && !known.has(id))
      throw new HearthError('input_invalid', { field: `team.accountable.${step}` }, { id });
}

/**
 * The positive class of a plan of two classes: as chosen, or the default where the target is a new one. A plan from before one could choose
 * keeps what it had.
 */
export function settlePositive(plan: DataPlan, before: DataPlan, dataset: DatasetVersion): DataPlan {
  const { positive, ...rest } = plan;
  if (plan.task !== 'binary' || plan.target === null) return rest;
  const profile = dataset.profiles.find(({ name }) => name === plan.target);
  const names = classNames(profile);
  if (positive !== undefined && (names.length === 0 || names.includes(positive))) return plan;
  const same = before.target === plan.target && before.task === plan.task && positive === undefined;
  const chosen = same ? null : defaultPositive(profile);
  return chosen === null ? rest : { ...rest, positive: chosen };
}

/**
 * Makes roles say what the target says, and finds the task where none is given or the given one is impossible. Which of the
 * possible ones is meant, a person says.
 */
export function settlePlan(plan: DataPlan, dataset: DatasetVersion): DataPlan {
  const target = dataset.columns.find((column) => column.name === plan.target);
  if (plan.target !== null && !target) throw new HearthError('column_unknown', { column: plan.target });
  const shares = plan.split.train + plan.split.validation + plan.split.test;
  if (Math.abs(shares - 1) > 1e-6 || plan.split.train === 0)
    throw new HearthError('input_invalid', { field: 'data.split' }, { sum: shares });
  const settledRoles: [string, ColumnRole][] = [];
  for (const column of dataset.columns) {
    const role = ownValue(plan.roles, column.name) ?? 'feature';
    const settled = column === target ? 'target' : role === 'target' ? 'feature' : role;
    settledRoles.push([column.name, settled]);
  }
  const roles = Object.fromEntries(settledRoles);
  if (!target) return { ...plan, roles, task: null };
  const profile = dataset.profiles.find((each) => each.name === target.name);
  const fits = findTask(plan.task)?.target.accepts({ type: target.type, distinct: profile?.distinct ?? 0 });
  return { ...plan, roles, task: fits ? plan.task : profile ? taskOf(target, profile) : null };
}
