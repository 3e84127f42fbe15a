// What a table of runs shows: columns, filter, order, groups, and the lines that follow. The work is done in pieces of a few milliseconds.
import type { RunFields } from '../../../../../contract/model/runs/run-fields';
import { compileExpression, type Program } from '../../../../../domain/expressions/compile';
import { higherIsBetter } from '../../../../../domain/metrics/registry';
import {
  asExpressionColumns,
  findRuns,
  type FoundRuns,
  type RunColumn,
  type RunQuery,
} from '../../../../../domain/run-table/query';
import { formatNumber } from '../../../../../i18n/format';
import { m } from '../../../../../i18n/paraglide/messages.js';
import type { RunList } from '../../../../../state/model/run-list.svelte';
import type { OpenProject } from '../../../../../state/project/project.svelte';
import { conditionError } from './condition-error';
import {
  cellText,
  firstColumns,
  needsFields,
  runColumns,
  type RunColumnKind,
  type TableRun,
} from './run-columns';
import { secondMetric } from '../run-figures';

export const groupings = ['none', 'family', 'data', 'tags', 'study', 'status'] as const;
export type Grouping = (typeof groupings)[number];

/** A line of the table. */
export type RunLine =
  | { kind: 'run'; key: string; of: TableRun }
  | {
      kind: 'group';
      key: string;
      label: string;
      count: number;
      best: TableRun | null;
      isOpen: boolean;
      ids: () => string[];
    };

/** ms of work after which the page has its turn. */
const pieceMs = 6;
const nextTurn = () => new Promise<void>((resolve) => setTimeout(resolve));

/** Thrown by a pause where another question came. */
class Overtaken extends Error {}

export class RunTable {
  readonly #open: OpenProject;
  readonly #list: RunList;
  search = $state('');
  condition = $state('');
  sort = $state.raw<readonly { id: string; descending: boolean }[]>([]);
  grouping = $state<Grouping>('none');
  /** Keys of groups whose runs are hidden. */
  closed = $state.raw<ReadonlySet<string>>(new Set());
  #fields = $state.raw<RunFields | null>(null);
  isReading = $state(false);
  #found = $state.raw<{ rows: readonly TableRun[]; answer: FoundRuns } | null>(null);
  #asked = 0;
  #values = new Map<RunColumnKind, RunColumn>();
  #valuesOf: readonly TableRun[] = [];
  readonly #words = new WeakMap<object, string>();

  constructor(open: OpenProject, list: RunList) {
    this.#open = open;
    this.#list = list;
  }

  readonly rows: readonly TableRun[] = $derived.by(() =>
    this.#list.runs.map((run) => ({ run, judgement: this.#list.judgementOf(run) })),
  );
  readonly kinds: ReadonlyMap<string, RunColumnKind> = $derived.by(() => runColumns(this.rows, this.#fields));
  /** The metric that runs are ranked by: that of the newest. */
  readonly metric: string | null = $derived.by(() => this.#list.runs[0]?.metric ?? null);
  readonly #begin: string[] = $derived.by(() => {
    const [newest] = this.#list.runs;
    return newest ? firstColumns(newest.metric, secondMetric(newest)) : [];
  });
  /** Ids of the columns that were chosen, those of recipes that are not read yet among them. */
  readonly columnIds: readonly string[] = $derived.by(() => this.#open.project.runColumns ?? this.#begin);
  readonly columns: RunColumnKind[] = $derived.by(() =>
    this.columnIds.flatMap((id) => this.kinds.get(id) ?? []),
  );
  /** What is wrong with the condition; null where it holds or there is none. */
  readonly conditionError: string | null = $derived.by(() =>
    this.condition.trim() === '' ? null : conditionError(this.condition, this.expressionColumns),
  );
  /** By id and by label. */
  readonly #named: ReadonlyMap<string, RunColumnKind> = $derived.by(() => {
    const kinds = [...this.kinds.values()];
    return new Map([
      ...kinds.map((kind) => [kind.label, kind] as const),
      ...this.kinds,
      ['run', runNumber] as const,
    ]);
  });
  readonly expressionColumns = $derived.by(() => asExpressionColumns(this.#named));
  readonly #program: Program | null = $derived.by(() =>
    this.condition.trim() === '' || this.conditionError !== null
      ? null
      : compileExpression(this.condition, this.expressionColumns),
  );
  readonly isNarrowed: boolean = $derived.by(() => this.search.trim() !== '' || this.condition.trim() !== '');
  /** Runs that meet the query. */
  readonly count: number = $derived.by(() => this.#found?.answer.count ?? this.rows.length);
  readonly lines: readonly RunLine[] = $derived.by(() => this.#lines());

  /** Changes when a run comes or goes. */
  readonly #runsKey: string = $derived.by(() => `${String(this.rows.length)} ${this.rows[0]?.run.id ?? ''}`);
  #readFor = $state<string | null>(null);

  /** Whether recipes have to be read for what is shown or asked. */
  readonly needsFields: boolean = $derived.by(
    () =>
      this.#readFor !== this.#runsKey &&
      (this.grouping === 'study' ||
        this.#fields !== null ||
        this.columnIds.some((id) => needsFields(id, this.kinds)) ||
        this.conditionError !== null),
  );

  saveColumns(ids: readonly string[] | null): void {
    void this.#open.save({ runColumns: [...(ids ?? this.#begin)] });
  }

  /** Orders by a column: the better first, then the other way, then not; `more` keeps the order that is there for what is equal. */
  sortBy(id: string, more: boolean): void {
    const { higher, type } = this.kinds.get(id) ?? { higher: true, type: 'number' };
    const first = higher ?? type === 'date';
    const known = this.sort.find((each) => each.id === id);
    const others = more ? this.sort.filter((each) => each.id !== id) : [];
    const next = !known
      ? [{ id, descending: first }]
      : known.descending === first
        ? [{ id, descending: !first }]
        : [];
    this.sort = [...others, ...next];
  }

  toggle(key: string): void {
    this.closed = new Set(
      this.closed.has(key) ? [...this.closed].filter((each) => each !== key) : [...this.closed, key],
    );
  }

  /** Ids of all runs that meet the query, in their order. */
  foundIds(): string[] {
    const ids = this.lines.flatMap((line) => (line.kind === 'run' ? [line.of.run.id] : line.ids()));
    return [...new Set(ids)];
  }

  async readFields(): Promise<void> {
    if (this.isReading) return;
    this.isReading = true;
    this.#readFor = this.#runsKey;
    this.#fields = (await this.#list.fields()) ?? this.#fields;
    this.isReading = false;
  }

  /** Answers what is asked now; an earlier question that is still being answered is given up. */
  async ask(): Promise<void> {
    const asked = ++this.#asked;
    const { rows, sort, grouping, kinds, metric } = this;
    const program = this.#program;
    const named = this.#named;
    const text = this.search.trim().toLowerCase();
    let turnAt = performance.now();
    const pause = async () => {
      if (asked !== this.#asked) throw new Overtaken();
      if (performance.now() - turnAt < pieceMs) return;
      await nextTurn();
      turnAt = performance.now();
      if (asked !== this.#asked) throw new Overtaken();
    };
    try {
      const column = (kind: RunColumnKind) => this.#column(kind, rows, pause);
      const columns = new Map<string, RunColumn>();
      for (const name of program?.columns ?? []) columns.set(name, await column(named.get(name)!));
      const by: RunQuery['sort'][number][] = [];
      for (const { id, descending } of sort) {
        const kind = id === 'run' ? runNumber : kinds.get(id);
        if (kind) by.push({ column: await column(kind), descending });
      }
      const ranking = kinds.get(`validation_${metric ?? ''}`);
      const best = ranking && grouping !== 'none' ? await column(ranking) : null;
      const answer = await findRuns(
        {
          ...{ rows: rows.length, sort: by, groupsOf: this.#groupsOf(rows) },
          sought: text === '' ? null : { text, of: (row) => this.#wordsOf(rows[row]!) },
          condition: program && { program, columns },
          best: best && { values: best.values as (number | null)[], higher: higherIsBetter(metric ?? '') },
        },
        pause,
      );
      if (asked === this.#asked) this.#found = { rows, answer };
    } catch (thrown) {
      if (!(thrown instanceof Overtaken)) throw thrown;
    }
  }

  /** The values of a column; kept as long as the rows. */
  async #column(
    kind: RunColumnKind,
    rows: readonly TableRun[],
    pause: () => Promise<void>,
  ): Promise<RunColumn> {
    if (this.#valuesOf !== rows) [this.#values, this.#valuesOf] = [new Map(), rows];
    const known = this.#values.get(kind);
    if (known) return known;
    const values: RunColumn['values'][number][] = [];
    for (const row of rows) {
      if (values.length % 200 === 0) await pause();
      values.push(kind.value(row));
    }
    const column = { id: kind.id, type: kind.type, values };
    if (this.#valuesOf === rows) this.#values.set(kind, column);
    return column;
  }

  /** What a search looks in: what the table may show of the run itself. */
  #wordsOf(of: TableRun): string {
    const known = this.#words.get(of.run);
    if (known !== undefined) return known;
    const { run } = of;
    const { tags = [], note = '' } = run.annotation ?? {};
    const shown = ['model', 'status', 'backend', 'data', 'target', 'role'].map((id) => {
      const kind = this.kinds.get(id);
      return kind ? cellText(kind, of) : '';
    });
    const words = [String(run.number), run.label, ...shown, ...tags, note].join('\n').toLowerCase();
    this.#words.set(run, words);
    return words;
  }

  #groupsOf(rows: readonly TableRun[]): RunQuery['groupsOf'] {
    const { grouping } = this;
    if (grouping === 'none') return null;
    if (grouping === 'tags')
      return (row) => {
        const tags = rows[row]!.run.annotation?.tags ?? [];
        return tags.length > 0 ? tags : [''];
      };
    const kind = this.kinds.get(grouping);
    return (row) => [String(kind?.value(rows[row]!) ?? '')];
  }

  #lines(): RunLine[] {
    const found = this.#found;
    if (!found) return this.rows.map((of) => ({ kind: 'run', key: of.run.id, of }));
    const { rows, answer } = found;
    // The newest records in the order that was found: a run that changed shows so at once.
    const now = new Map(this.rows.map((of) => [of.run.id, of]));
    const fresh = (row: number) => now.get(rows[row]!.run.id);
    const pinned = this.#list.pinned.flatMap(({ id }) => now.get(id) ?? []);
    const head = pinned.map((of): RunLine => ({ kind: 'run', key: `pinned ${of.run.id}`, of }));
    if (
      this.grouping === 'none' ||
      (answer.groups.some(({ key }) => key === '') && answer.groups.length === 1)
    ) {
      const isPinned = new Set(pinned.map(({ run }) => run.id));
      const own = answer.groups.flatMap((group) => group.rows.flatMap((row) => fresh(row) ?? []));
      const others = own.filter(({ run }) => !isPinned.has(run.id));
      return [...head, ...others.map((of): RunLine => ({ kind: 'run', key: of.run.id, of }))];
    }
    return [
      ...head,
      ...answer.groups.flatMap(({ key, rows: own, best }): RunLine[] => {
        const runs = own.flatMap((row) => fresh(row) ?? []);
        const isOpen = !this.closed.has(key);
        const line: RunLine = {
          ...{ kind: 'group', key: `group ${key}`, label: this.#groupLabel(key), count: runs.length, isOpen },
          best: best === null ? null : (fresh(best) ?? null),
          ids: () => runs.map(({ run }) => run.id),
        };
        return isOpen
          ? [line, ...runs.map((of): RunLine => ({ kind: 'run', key: `${key} ${of.run.id}`, of }))]
          : [line];
      }),
    ];
  }

  #groupLabel(key: string): string {
    if (key === '') return this.grouping === 'tags' ? m.runs_group_untagged() : m.runs_group_none();
    return this.grouping === 'study' ? m.runs_group_study({ number: formatNumber(Number(key)) }) : key;
  }
}

/** A run's number: always shown, and never chosen. */
const runNumber: RunColumnKind = {
  ...{ id: 'run', label: 'run', group: 'run', type: 'number', width: 64 },
  value: ({ run }) => run.number,
};
