// Finds the record of a project that is not as its schema says, so that a person is told which one it is. Not for files: those are
// checked whole before anything of them is stored.
import * as v from 'valibot';
import type { ProjectSummary, RecordPlace } from '../../contract/project/view';
import { HearthError } from '../../contract/transport/fault';
import { readRecords, rowsOf } from '../../storage/bundle';
import type { Row } from '../../storage/registry/definition';
import { projectTables, type AnyProjectTable } from '../../storage/registry/tables';

/** The first record of a project that breaks its schema; null where none does. A field that only a newer app knows breaks nothing. */
export async function damageOf(projectId: string): Promise<RecordPlace | null> {
  const bundle = await readRecords(projectId);
  for (const table of projectTables)
    for (const record of rowsOf(bundle, table)) {
      const field = brokenField(table, record);
      if (field !== null) return { table: table.name, record: String(record[table.key]), field };
    }
  return null;
}

function brokenField({ schema }: AnyProjectTable, record: Row): string | null {
  const { issues = [] } = v.safeParse(schema, record);
  const issue = issues.find(({ type, expected }) => !(type === 'strict_object' && expected === 'never'));
  return issue ? (v.getDotPath(issue) ?? '') : null;
}

/** Does work on a project; where a damaged record makes it fail, the fault names that record. */
export async function namingDamage<T>(projectId: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    const isSaid =
      thrown instanceof HearthError || (thrown instanceof DOMException && thrown.name === 'AbortError');
    const damage = isSaid ? null : await damageOf(projectId).catch(() => null);
    throw damage ? recordDamaged(damage, thrown) : thrown;
  }
}

function recordDamaged({ table, record, field }: RecordPlace, thrown: unknown): HearthError {
  const place = { field: `${table} ${record} ${field.slice(0, 120)}` };
  return new HearthError('record_damaged', place, { table, record }, String(thrown));
}

/** The line of a project that no line can be made of: its name, where there is one, and the record that is damaged. */
export async function damagedSummary(projectId: string): Promise<ProjectSummary | null> {
  const bundle = await readRecords(projectId).catch(() => null);
  if (!bundle) return null; // deleted meanwhile
  const { name, updatedAt }: { name: unknown; updatedAt: unknown } = bundle.project;
  return {
    id: projectId,
    name: typeof name === 'string' ? name : '–',
    updatedAt: typeof updatedAt === 'number' ? updatedAt : 0,
    ...{ scenarioId: null, rows: null, runs: 0, championNumber: null, interrupted: null, snapshot: null },
    savedAt: null,
    damage: (await damageOf(projectId)) ?? { table: 'projects', record: projectId, field: '' },
  };
}
