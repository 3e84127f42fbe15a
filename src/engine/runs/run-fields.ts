// The fields of a project's recipes as columns. Records are read a few at a time and once: a run's recipe never changes.
import type { FieldValue, RunFields } from '../../contract/model/runs/run-fields';
import type { Job, Progress } from '../../contract/transport/job';
import { recipeFields } from '../../domain/run-table/recipe-fields';
import { recipesOf, runIdsOf } from '../../storage/runs';
import { studiesOf } from '../../storage/studies';

const runsAtOnce = 100;

interface Field {
  values: FieldValue[];
  places: Map<FieldValue, number>;
  /** One a run that was read until now; shorter where the last ones do not have it. */
  codes: number[];
}

/** What was read of the project that was asked for last. */
let known = { projectId: '', runIds: [] as string[], fields: new Map<string, Field>() };
let reading: Promise<unknown> = Promise.resolve();

/** Every field of every run of a project. */
export function runFields(projectId: string, job: Job<Progress>): Promise<RunFields> {
  const next = reading.catch(() => undefined).then(() => readFields(projectId, job));
  reading = next;
  return next;
}

async function readFields(projectId: string, { signal, emit }: Job<Progress>): Promise<RunFields> {
  if (known.projectId !== projectId) known = { projectId, runIds: [], fields: new Map() };
  const read = new Set(known.runIds);
  const missing = (await runIdsOf(projectId)).filter((id) => !read.has(id));
  for (let at = 0; at < missing.length; at += runsAtOnce) {
    signal.throwIfAborted();
    for (const { id, recipe } of await recipesOf(missing.slice(at, at + runsAtOnce)))
      add(id, recipeFields(recipe));
    emit({ kind: 'progress', stage: 'recipes', done: at, total: missing.length, unit: 'items' });
  }
  const { runIds, fields } = known;
  const studies = await studiesOf(projectId);
  return {
    studies: studies.flatMap(({ number, finalists }) =>
      finalists.flatMap(({ runId }) => (runId === null ? [] : [{ runId, number }])),
    ),
    runIds: [...runIds],
    columns: [...fields].map(([path, field]) => ({
      path,
      values: [...field.values],
      codes: Uint32Array.from(runIds, (_, at) => field.codes[at] ?? placeOf(field, null)),
    })),
  };
}

function add(id: string, recipe: ReadonlyMap<string, FieldValue>): void {
  const at = known.runIds.push(id) - 1;
  for (const [path, value] of recipe) {
    let field = known.fields.get(path);
    if (!field) known.fields.set(path, (field = { values: [], places: new Map(), codes: [] }));
    while (field.codes.length < at) field.codes.push(placeOf(field, null));
    field.codes.push(placeOf(field, value));
  }
}

function placeOf(field: Field, value: FieldValue): number {
  const place = field.places.get(value);
  if (place !== undefined) return place;
  field.places.set(value, field.values.length);
  return field.values.push(value) - 1;
}
