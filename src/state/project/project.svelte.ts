// The open project: its records as the store has them, and the ways to change them. Rows and weights stay in the store.
import { createContext } from 'svelte';
import { watchChanges } from '../../client/workers/changes';
import { clients } from '../../client/workers/clients';
import type { DatasetVersion, Partition } from '../../contract/data/dataset';
import type { Snapshot } from '../../contract/project/evaluation';
import { HearthError } from '../../contract/transport/fault';
import type { Given } from '../../contract/data/opening/given';
import type { OpenChoices } from '../../contract/data/opening/open-choices';
import type { Progress } from '../../contract/transport/job';
import type { Member, Project, ProjectSections } from '../../contract/project/project';
import { snapshotPoint, type RunRow } from '../../contract/project/rows';
import type { ModelVersion } from '../../contract/release/version';
import {
  unpackView,
  type ChangedRecords,
  type ProjectView,
  type RecordCheck,
  type RecordPlace,
} from '../../contract/project/view';
import { championOf } from '../../domain/current-model';
import { holdProject } from '../storage/held';
import { noticeProject } from '../app/notice-place';
import { notices } from '../app/notices.svelte';
import { ChangeQueue } from './change-queue';
import { isOlder, mergeView } from './merge-view';
import { withoutAltered } from './without-altered';
import { keepOriginal } from './keep-original';
import { WholeRecords } from './whole-records.svelte';

/** As long as a screen may take to be laid out; before E is computed, which waits for the check. */
const checkAfterMs = 600;

/** Records of one commit that are kept whole: a run, its judgement, the best of a search. */
const mostMade = 12;

/** The tables that a view is made from. */
const viewTables = [
  ...['projects', 'datasets', 'partitions', 'runs', 'judgements', 'versions', 'versionFacts', 'promotions'],
  ...['tasks', 'reviews', 'snapshots', 'device'],
];

export class OpenProject {
  /** As the store has it. */
  #stored = $state.raw<ProjectView>() as ProjectView;
  /** Changes on their way to the store, oldest first: a reading that crosses them must not take them back. */
  #unsaved = $state.raw<Partial<ProjectSections>[]>([]);
  /** What hashing the records on opening found; null until then. */
  check = $state.raw<RecordCheck | null>(null);
  readonly #sound: ProjectView = $derived(
    this.check?.altered.length ? withoutAltered(this.#stored, this.check.altered) : this.#stored,
  );
  readonly #view: ProjectView = $derived(
    this.#unsaved.length
      ? { ...this.#sound, project: Object.assign({}, this.#sound.project, ...this.#unsaved) as Project }
      : this.#sound,
  );
  /** Set when it was deleted meanwhile, here or in another tab. */
  goneFault = $state.raw<HearthError | null>(null);
  #stopWatching: () => void;
  readonly #changes = new ChangeQueue((changed) => this.#read(changed));
  #saving: Promise<void> = Promise.resolve();
  #evaluateSoon: ReturnType<typeof setTimeout> | undefined;
  #checking: ReturnType<typeof setTimeout> | undefined;
  readonly #readOnly: boolean;
  #toldUnkept = false;
  /** Runs and judgements with all that the view leaves out. */
  readonly whole = new WholeRecords();

  readonly id: string;
  readonly project: Project = $derived(this.#view.project);
  readonly dataset: DatasetVersion | null = $derived(this.#view.dataset);
  readonly partition: Partition | null = $derived(this.#view.partition);
  readonly runs: RunRow[] = $derived(this.#view.runs);
  readonly versions: ModelVersion[] = $derived(this.#view.versions);
  readonly snapshot: Snapshot | null = $derived(this.#view.snapshot);
  readonly champion: ModelVersion | null = $derived(championOf(this.#view));
  readonly acting: Member | null = $derived.by(() => {
    const { members, actingId } = this.#view.project.team;
    return members.find(({ id }) => id === actingId) ?? null;
  });
  private constructor(view: ProjectView, readOnly: boolean) {
    this.#stored = view;
    this.#readOnly = readOnly;
    this.id = view.project.id;
    holdProject(this);
    this.#stopWatching = watchChanges((notice) => {
      if (notice.projectId !== this.id || !viewTables.includes(notice.table)) return;
      this.#changes.add(notice);
      void this.#changes.flush().catch((thrown: unknown) => notices.fail(thrown, noticeProject(this)));
      if (notice.table !== 'snapshots' && notice.table !== 'device') this.evaluateSoon();
    });
  }

  /** @param readOnly shows the records and follows them, but computes no E of its own */
  static async open(projectId: string, { readOnly = false } = {}): Promise<OpenProject> {
    const opened = new OpenProject(
      unpackView(await clients.data.call('getPackedProject', { projectId })),
      readOnly,
    );
    opened.#checkSoon();
    opened.evaluateSoon();
    return opened;
  }

  get view(): ProjectView {
    return this.#view;
  }

  close(): void {
    holdProject(null);
    this.#stopWatching();
    clearTimeout(this.#evaluateSoon);
    clearTimeout(this.#checking);
  }

  /** Once the screen stands: it reads every record. Where it fails, what it would have read fails by itself. */
  #checkSoon(): void {
    this.#checking = setTimeout(
      () =>
        void clients.data
          .call('checkRecords', { projectId: this.id })
          .then((check) => (this.check = check))
          .catch(() => undefined),
      checkAfterMs,
    );
  }

  /** Reads tables again, or all of them, whether or not a commit was announced. For what a commit names, it is read by itself. */
  refresh(...tables: string[]): Promise<void> {
    for (const table of tables.length > 0 ? tables : viewTables) this.#changes.add({ table });
    return this.#changes.flush();
  }

  async #read(changed: ChangedRecords): Promise<void> {
    if (this.goneFault) return;
    try {
      const found = await clients.data.call('getChanges', { projectId: this.id, changed });
      if (isOlder(found, this.#stored)) {
        const { project: _, dataset: _dataset, partition: _partition, ...rest } = found;
        this.#stored = mergeView(this.#stored, changed, rest);
        this.#changes.add({ table: 'projects' });
      } else this.#stored = mergeView(this.#stored, changed, found);
      for (const table of ['runs', 'judgements'] as const)
        if (Object.hasOwn(changed, table)) this.whole[table].renew(changed[table] ?? null);
      this.#keepWhole(changed);
    } catch (thrown) {
      if (!(thrown instanceof HearthError && thrown.fault.code === 'not_found')) throw thrown;
      this.goneFault = thrown;
      this.close();
    }
  }

  /** What was made while the project is open stays in memory whole: it is all that is left where the browser takes the store away. */
  #keepWhole(changed: ChangedRecords): void {
    const { runs, judgements } = this.#stored;
    // Thousands change at once where people tag them: those were there before.
    const made = (ids: readonly string[] | null | undefined, rows: readonly { id: string }[]) =>
      ids && ids.length <= mostMade ? rows.filter(({ id }) => ids.includes(id)).map(({ id }) => id) : [];
    const ended = runs.filter(({ status }) => status !== 'running');
    for (const id of made(changed.runs, ended)) void this.whole.runs.fetch(id);
    for (const id of made(changed.judgements, judgements)) void this.whole.judgements.fetch(id);
  }

  /** The view with whole runs and judgements where they are in memory. */
  get held(): ProjectView {
    const { runs, judgements } = this.#view;
    return {
      ...this.#view,
      runs: runs.map((row) => this.whole.runs.peek(row.id) ?? row),
      judgements: judgements.map((row) => this.whole.judgements.peek(row.id) ?? row),
    };
  }

  /** Replaces sections of the project: shown at once, stored in order, taken back with a notice where it is refused. */
  save(patch: Partial<ProjectSections>): Promise<void> {
    const kept = withNames($state.snapshot(patch) as Partial<ProjectSections>, patch);
    this.#unsaved = [...this.#unsaved, kept];
    this.#saving = this.#saving.then(async () => {
      try {
        const project = await clients.data.call('updateProject', { projectId: this.id, patch: kept });
        if (project.revision > this.#stored.project.revision) this.#stored = { ...this.#stored, project };
      } catch (thrown) {
        notices.fail(thrown, noticeProject(this));
      } finally {
        this.#unsaved = this.#unsaved.filter((each) => each !== kept);
      }
    });
    return this.#saving;
  }

  /** The record that keeps a screen from being shown, where there is one. */
  findDamage(): Promise<RecordPlace | null> {
    return clients.data.call('findDamage', { projectId: this.id });
  }

  async importTable(
    { file, choices }: { file: Given; choices: OpenChoices },
    onEvent: (event: Progress) => void,
    signal: AbortSignal,
  ): Promise<void> {
    await clients.data.call('importTable', { projectId: this.id, file, choices }, { onEvent, signal });
    keepOriginal(this.id, file);
    await this.refresh('projects');
  }

  async evaluate(): Promise<Snapshot> {
    clearTimeout(this.#evaluateSoon);
    const { unkept = false, ...snapshot } = await clients.data.call('evaluateProject', {
      projectId: this.id,
    });
    // Told once: E follows every change, and the disk is full for all of them.
    if (unkept && !this.#toldUnkept) notices.fail(new HearthError('storage_full'), null);
    this.#toldUnkept = unkept;
    if (snapshot.id !== this.#stored.snapshot?.id)
      this.#stored = mergeView(
        this.#stored,
        { snapshots: [snapshot.id] },
        { snapshot, lists: { snapshots: [snapshotPoint(snapshot)] } },
      );
    return snapshot;
  }

  /** E follows the records by itself, a moment after the last change. */
  evaluateSoon(): void {
    if (this.#readOnly) return;
    clearTimeout(this.#evaluateSoon);
    this.#evaluateSoon = setTimeout(() => {
      if (!this.goneFault)
        void this.evaluate().catch((thrown: unknown) => notices.fail(thrown, noticeProject(this)));
    }, 800);
  }
}

/** A snapshot drops a column that is called `__proto__`: what is keyed by columns is copied name by name. */
function withNames(
  kept: Partial<ProjectSections>,
  { data }: Partial<ProjectSections>,
): Partial<ProjectSections> {
  if (!data || !kept.data) return kept;
  return { ...kept, data: { ...kept.data, roles: Object.fromEntries(Object.entries(data.roles)) } };
}

/** The open project, for every component below the shell. */
export const [getOpenProject, setOpenProject] = createContext<() => OpenProject>();
