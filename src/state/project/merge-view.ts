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
  // What was measured of a partition may come later: then its hash is another.
  const isSame = next.partition?.contentSha256 === view.partition?.contentSha256;
  if (next.partition?.id === view.partition?.id && isSame) next.partition = view.partition;
  for (const table of Object.keys(read) as (keyof ViewLists)[])
    mergeList(next, table, changed[table] ?? null, read);
  return mayHaveOrphans(changed, read) ? withoutOrphans(next) : next;
}

function mergeList<Table extends keyof ViewLists>(
  view: ProjectView,
  table: Table,
  asked: readonly string[] | null,
  read: ViewChanges['lists'],
): void {
  const { field, keyOf, newestFirst } = lists[table];
  const found = (read[table] ?? []) as ViewLists[Table][];
  /** Whether one key stands before another. */
  const before = (a: string, b: string) => (newestFirst ? a > b : a < b);
  const order = (a: ViewLists[Table], b: ViewLists[Table]) => (before(keyOf(a), keyOf(b)) ? -1 : 1);
  const merged = asked
    ? withChanges(view[field] as ViewLists[Table][], new Set(asked), found, keyOf, before)
    : [...found].sort(order);
  Object.assign(view, { [field]: merged });
}

/** A list with what was read in the place of what was asked for: one record among a thousand sorts and compares no others. */
function withChanges<Item>(
  held: readonly Item[],
  asked: ReadonlySet<string>,
  found: readonly Item[],
  keyOf: (item: Item) => string,
  before: (a: string, b: string) => boolean,
): Item[] {
  const fresh = new Map(found.map((item) => [keyOf(item), item]));
  const merged: Item[] = [];
  for (const item of held) {
    const key = keyOf(item);
    if (!asked.has(key)) {
      merged.push(item);
      continue;
    }
    const now = fresh.get(key);
    if (now !== undefined) merged.push(now);
    fresh.delete(key);
  }
  for (const [key, item] of fresh) merged.splice(placeOf(key, merged, keyOf, before), 0, item);
  return merged;
}

/** Where in an ordered list a new key belongs. */
function placeOf<Item>(
  key: string,
  items: readonly Item[],
  keyOf: (item: Item) => string,
  before: (a: string, b: string) => boolean,
): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (before(keyOf(items[middle]!), key)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether a reading began before the last write came back: its project is older than the one shown, and what follows from it too. */
export function isOlder({ project }: ViewChanges, view: ProjectView): boolean {
  return project !== undefined && project.revision < view.project.revision;
}

/** Only a run that went, or a judgement that came, can leave a judgement without its run. */
function mayHaveOrphans({ runs, judgements }: ChangedRecords, read: ViewChanges['lists']): boolean {
  if (judgements !== undefined || runs === null) return true;
  return runs !== undefined && runs.length > (read.runs?.length ?? 0);
}

/** A run takes its judgements with it when it is deleted. */
function withoutOrphans(view: ProjectView): ProjectView {
  const known = new Set(view.runs.map(({ id }) => id));
  return view.judgements.every(({ runId }) => known.has(runId))
    ? view
    : { ...view, judgements: view.judgements.filter(({ runId }) => known.has(runId)) };
}
