// The open project: its records as the store has them, and the ways to change them. Rows and weights stay in the store.
import { createContext } from 'svelte';
import { watchChanges } from '../../client/workers/changes';
import { clients } from '../../client/workers/clients';
import type { DatasetVersion, Partition } from '../../contract/data/dataset';
import type { Snapshot } from '../../contract/project/evaluation';
import { HearthError } from '../../contract/transport/fault';
import type { Progress } from '../../contract/transport/job';
import type { Member, Project, ProjectSections } from '../../contract/project/project';
import type { Run } from '../../contract/model/run';
import type { ModelVersion } from '../../contract/release/version';
import type { ProjectView } from '../../contract/project/view';
import { championOf } from '../../domain/current-model';
import { holdProject } from '../storage/held';
import { notices } from '../app/notices.svelte';

export class OpenProject {
  /** As the store has it. */
  #stored = $state.raw<ProjectView>() as ProjectView;
  /** Changes on their way to the store, oldest first: a reading that crosses them must not take them back. */
  #unsaved = $state.raw<Partial<ProjectSections>[]>([]);
  readonly #view: ProjectView = $derived(
    this.#unsaved.length
      ? { ...this.#stored, project: Object.assign({}, this.#stored.project, ...this.#unsaved) as Project }
      : this.#stored,
  );
  /** Set when it was deleted meanwhile, here or in another tab. */
  goneFault = $state.raw<HearthError | null>(null);
  #stopWatching: () => void;
  #refreshing: Promise<void> | undefined;
  #again = false;
  #saving: Promise<void> = Promise.resolve();
  #evaluateSoon: ReturnType<typeof setTimeout> | undefined;
  readonly #readOnly: boolean;

  readonly id: string;
  readonly project: Project = $derived(this.#view.project);
  readonly dataset: DatasetVersion | null = $derived(this.#view.dataset);
  readonly partition: Partition | null = $derived(this.#view.partition);
  readonly runs: Run[] = $derived(this.#view.runs);
  readonly versions: ModelVersion[] = $derived(this.#view.versions);
  readonly snapshot: Snapshot | null = $derived(this.#view.snapshots.at(-1) ?? null);
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
    this.#stopWatching = watchChanges(({ projectId, table }) => {
      if (projectId !== this.id) return;
      void this.refresh().catch((thrown: unknown) => notices.fail(thrown));
      if (table !== 'snapshots' && table !== 'checkpoints') this.evaluateSoon();
    });
  }

  /** @param readOnly shows the records and follows them, but computes no E of its own */
  static async open(projectId: string, { readOnly = false } = {}): Promise<OpenProject> {
    const opened = new OpenProject(await clients.data.call('getProject', { projectId }), readOnly);
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
  }

  /** Reads the records again; calls that come while a reading is under way share one more after it. */
  refresh(): Promise<void> {
    if (this.#refreshing) this.#again = true;
    this.#refreshing ??= this.#read().finally(() => (this.#refreshing = undefined));
    return this.#refreshing;
  }

  async #read(): Promise<void> {
    do {
      this.#again = false;
      try {
        const view = await clients.data.call('getProject', { projectId: this.id });
        // A reading that began before the last write came home is older than what is shown.
        if (view.project.revision < this.#stored.project.revision) this.#again = true;
        else this.#stored = view;
      } catch (thrown) {
        if (!(thrown instanceof HearthError && thrown.fault.code === 'not_found')) throw thrown;
        this.goneFault = thrown;
        this.close();
      }
    } while (this.#again && !this.goneFault);
  }

  /** Replaces sections of the project: shown at once, stored in order, taken back with a notice where it is refused. */
  save(patch: Partial<ProjectSections>): Promise<void> {
    const kept = $state.snapshot(patch) as Partial<ProjectSections>;
    this.#unsaved = [...this.#unsaved, kept];
    this.#saving = this.#saving.then(async () => {
      try {
        this.#stored = await clients.data.call('updateProject', { projectId: this.id, patch: kept });
      } catch (thrown) {
        notices.fail(thrown);
      } finally {
        this.#unsaved = this.#unsaved.filter((each) => each !== kept);
      }
    });
    return this.#saving;
  }

  async importTable(file: File, onEvent: (event: Progress) => void, signal: AbortSignal): Promise<void> {
    await clients.data.call('importTable', { projectId: this.id, file }, { onEvent, signal });
    await this.refresh();
  }

  async evaluate(): Promise<Snapshot> {
    clearTimeout(this.#evaluateSoon);
    const snapshot = await clients.data.call('evaluateProject', { projectId: this.id });
    await this.refresh();
    return snapshot;
  }

  /** E follows the records by itself, a moment after the last change. */
  evaluateSoon(): void {
    if (this.#readOnly) return;
    clearTimeout(this.#evaluateSoon);
    this.#evaluateSoon = setTimeout(() => {
      if (!this.goneFault) void this.evaluate().catch((thrown: unknown) => notices.fail(thrown));
    }, 800);
  }
}

/** The open project, for every component below the shell. */
export const [getOpenProject, setOpenProject] = createContext<() => OpenProject>();
