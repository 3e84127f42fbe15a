// The open project: its records as the store has them, and the ways to change them. Rows and weights stay in the store.
import { createContext } from 'svelte';
import { watchChanges } from '../client/changes';
import { clients } from '../client/clients';
import type { DatasetVersion, Partition } from '../contract/dataset';
import type { Snapshot } from '../contract/evaluation';
import type { Progress } from '../contract/job';
import type { Judgement } from '../contract/judgement';
import type { Member, Project, ProjectSections } from '../contract/project';
import type { Run } from '../contract/run';
import type { ModelVersion } from '../contract/version';
import type { ProjectView } from '../contract/view';
import { notices } from './notices.svelte';

export class OpenProject {
  #view = $state.raw<ProjectView>() as ProjectView;
  #stopWatching: () => void;
  #refreshing: Promise<void> | undefined;
  #saving: Promise<void> = Promise.resolve();
  #evaluateSoon: ReturnType<typeof setTimeout> | undefined;

  readonly id: string;
  readonly project: Project = $derived(this.#view.project);
  readonly dataset: DatasetVersion | null = $derived(this.#view.dataset);
  readonly partition: Partition | null = $derived(this.#view.partition);
  readonly runs: Run[] = $derived(this.#view.runs);
  readonly versions: ModelVersion[] = $derived(this.#view.versions);
  readonly snapshot: Snapshot | null = $derived(this.#view.snapshots.at(-1) ?? null);
  readonly champion: ModelVersion | null = $derived.by(() => {
    const newest = this.#view.promotions[0];
    return this.#view.versions.find(({ id }) => id === newest?.versionId) ?? null;
  });
  readonly acting: Member | null = $derived.by(() => {
    const { members, actingId } = this.#view.project.team;
    return members.find(({ id }) => id === actingId) ?? null;
  });
  /** The run whose result the screens show: the champion's, else the newest finished model run. */
  readonly current: { run: Run; judgement: Judgement | null } | null = $derived.by(() => {
    const { runs, judgements } = this.#view;
    const finished = runs.filter(({ role, artifact }) => role === 'model' && artifact);
    const run = finished[0];
    return run ? { run, judgement: judgements.find(({ runId }) => runId === run.id) ?? null } : null;
  });

  private constructor(view: ProjectView) {
    this.#view = view;
    this.id = view.project.id;
    this.#stopWatching = watchChanges(({ projectId, table }) => {
      if (projectId !== this.id) return;
      void this.refresh();
      if (table !== 'snapshots' && table !== 'checkpoints') this.evaluateSoon();
    });
  }

  static async open(projectId: string): Promise<OpenProject> {
    const opened = new OpenProject(await clients.data.call('getProject', { projectId }));
    opened.evaluateSoon();
    return opened;
  }

  get view(): ProjectView {
    return this.#view;
  }

  close(): void {
    this.#stopWatching();
    clearTimeout(this.#evaluateSoon);
  }

  /** Reads the records again; calls that come meanwhile share one more reading. */
  refresh(): Promise<void> {
    this.#refreshing ??= clients.data
      .call('getProject', { projectId: this.id })
      .then((view) => void (this.#view = view))
      .finally(() => (this.#refreshing = undefined));
    return this.#refreshing;
  }

  /** Replaces sections of the project: shown at once, stored in order, taken back with a notice where it is refused. */
  save(patch: Partial<ProjectSections>): Promise<void> {
    this.#view = { ...this.#view, project: { ...this.#view.project, ...patch } };
    this.#saving = this.#saving
      .then(() => clients.data.call('updateProject', { projectId: this.id, patch }))
      .then(
        () => undefined,
        async (thrown: unknown) => {
          notices.fail(thrown);
          await this.refresh();
        },
      );
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
    clearTimeout(this.#evaluateSoon);
    this.#evaluateSoon = setTimeout(() => void this.evaluate().catch((thrown: unknown) => notices.fail(thrown)), 800);
  }
}

/** The open project, for every component below the shell. */
export const [getOpenProject, setOpenProject] = createContext<() => OpenProject>();
