// Puts what was read again into a view. A list keeps its order, and a record that was asked for and is no longer there goes.
import type { ChangedRecords, ProjectView, ViewChanges, ViewLists } from '../../contract/project/view';

interface ListOf<Table extends keyof ViewLists> {
  /** Its name in the view. */
  field: Table extends keyof ProjectView ? Table : 'facts';
  keyOf: (record: ViewLists[Table]) => string;
  newestFirst: boolean;
}

const byId = ({ id }: { id: string }) => id;
const lists: { [Table in keyof ViewLists]: ListOf<Table> } = {
  runs: { field: 'runs', keyOf: byId, newestFirst: true },
  judgements: { field: 'judgements', keyOf: byId, newestFirst: true },
  versions: { field: 'versions', keyOf: byId, newestFirst: true },
  versionFacts: { field: 'facts', keyOf: ({ versionId }) => versionId, newestFirst: true },
  promotions: { field: 'promotions', keyOf: byId, newestFirst: true },
  tasks: { field: 'tasks', keyOf: byId, newestFirst: false },
  reviews: { field: 'reviews', keyOf: byId, newestFirst: false },
  snapshots: { field: 'snapshots', keyOf: byId, newestFirst: false },
};

/** The view with the changes in it. */
export function mergeView(
  view: ProjectView,
  changed: ChangedRecords,
  { lists: read, ...parts }: ViewChanges,
): ProjectView {
  const next: ProjectView = { ...view, ...parts };
  // The same version is the same object, so that nothing which follows from it is computed again.
  if (next.dataset?.id === view.dataset?.id) next.dataset = view.dataset;
  if (next.partition?.id === view.partition?.id) next.partition = view.partition;
  for (const table of Object.keys(read) as (keyof ViewLists)[])
    mergeList(next, table, changed[table] ?? null, read);
  return 'runs' in changed || 'judgements' in changed ? withoutOrphans(next) : next;
}

function mergeList<Table extends keyof ViewLists>(
  view: ProjectView,
  table: Table,
  asked: readonly string[] | null,
  read: ViewChanges['lists'],
): void {
  const { field, keyOf, newestFirst } = lists[table];
  const held = asked ? (view[field] as ViewLists[Table][]) : [];
  const found = (read[table] ?? []) as ViewLists[Table][];
  const gone = new Set(asked);
  const kept = held.filter((record) => !gone.has(keyOf(record)));
  // What changed at its place needs no sorting of all.
  const places = new Map(found.map((record) => [keyOf(record), record]));
  const same = held.length > 0 && kept.length + found.length === held.length;
  if (same && held.every((record) => !gone.has(keyOf(record)) || places.has(keyOf(record)))) {
    Object.assign(view, { [field]: held.map((record) => places.get(keyOf(record)) ?? record) });
    return;
  }
  const order = (a: ViewLists[Table], b: ViewLists[Table]) =>
    (keyOf(a) < keyOf(b) ? -1 : 1) * (newestFirst ? -1 : 1);
  Object.assign(view, { [field]: [...kept, ...found].sort(order) });
}

/** Whether a reading began before the last write came back: its project is older than the one shown, and what follows from it too. */
export function isOlder({ project }: ViewChanges, view: ProjectView): boolean {
  return project !== undefined && project.revision < view.project.revision;
}

/** A run takes its judgements with it when it is deleted. */
function withoutOrphans(view: ProjectView): ProjectView {
  const known = new Set(view.runs.map(({ id }) => id));
  return view.judgements.every(({ runId }) => known.has(runId))
    ? view
    : { ...view, judgements: view.judgements.filter(({ runId }) => known.has(runId)) };
}
