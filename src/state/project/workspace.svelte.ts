// The projects on this device, and the ways to begin one.
import { openedFiles } from '../data/open/opened-files.svelte';
import { watchChanges } from '../../client/workers/changes';
import { clients } from '../../client/workers/clients';
import { whileWorking } from '../../client/tabs/work-lock';
import { HearthError } from '../../contract/transport/fault';
import type { Progress } from '../../contract/transport/job';
import type { ProjectSummary } from '../../contract/project/view';
import type { Given } from '../../contract/data/opening/given';
import type { OpenChoices } from '../../contract/data/opening/open-choices';
import { PaceMeter, type Pace } from '../app/pace';
import { locale } from '../app/locale.svelte';
import { notices } from '../app/notices.svelte';
import { fileReports } from './file-reports.svelte';
import { keepOriginal } from './keep-original';
import { persistence } from '../storage/persistence.svelte';

class Workspace {
  projects = $state.raw<ProjectSummary[]>([]);
  loaded = $state(false);
  /** Progress of the opening that is under way. */
  progress = $state.raw<Progress | null>(null);
  pace = $state.raw<Pace | null>(null);
  /** What is being opened: a file's name or a scenario's id. */
  opening = $state<string | null>(null);
  #abort: AbortController | undefined;
  #begun = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Lists the projects, without starting a worker where this browser has no Hearth database yet. */
  async begin(): Promise<void> {
    if (this.#begun) return;
    this.#begun = true;
    void persistence.check();
    try {
      const databases = await indexedDB.databases();
      if (databases.some(({ name }) => name?.startsWith('hearth'))) await this.refresh();
    } catch (thrown) {
      notices.fail(thrown, null);
    }
    this.loaded = true;
    watchChanges(({ table }) => {
      if (table === 'projects' || table === 'runs' || table === 'snapshots') this.#refreshSoon();
    });
  }

  /** Many commits come together: one reading for all of them. */
  #refreshSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => void this.refresh().catch((thrown: unknown) => notices.fail(thrown, null)),
      150,
    );
  }

  async refresh(): Promise<void> {
    this.projects = await clients.data.call('listProjects', null);
  }

  /** Makes a project from a scenario and returns its id. */
  openScenario(scenarioId: string, name: string): Promise<string> {
    return this.#opening(scenarioId, async (options) => {
      const { projectId } = await clients.data.call(
        'createProject',
        { name, scenarioId, locale: locale.current },
        options,
      );
      return projectId;
    });
  }

  /** Makes a project from a table; where the file is refused no project is left behind. */
  openTable(file: Given, choices: OpenChoices = {}): Promise<string> {
    return this.#opening(file.name, async (options) => {
      const name = file.name.replace(/\.[^.]+$/, '');
      const { projectId } = await clients.data.call('createProject', {
        name,
        scenarioId: null,
        locale: locale.current,
      });
      try {
        await clients.data.call('importTable', { projectId, file, choices }, options);
        openedFiles.keep(projectId, file);
        keepOriginal(projectId, file);
      } catch (thrown) {
        await clients.data.call('deleteProject', { projectId });
        throw thrown;
      }
      return projectId;
    });
  }

  /**
   * Opens a project file, or a backup: the ids of all projects that it brought. Asks where it unpacks to much, and names what of it
   * could not be restored. Throws `aborted` where the person would rather not.
   */
  async openProjectFile(file: File): Promise<string[]> {
    const { projectIds, leftOut } = await this.#importProject(file).catch(async (thrown: unknown) => {
      const fault = thrown instanceof HearthError ? thrown.fault : null;
      if (fault?.code !== 'project_file_large') throw thrown;
      if (!(await fileReports.ask(file.name, Number(fault.params['bytes']))))
        throw new HearthError('aborted');
      return this.#importProject(file, true);
    });
    if (leftOut.length > 0) fileReports.tell({ name: file.name, restored: projectIds.length, leftOut });
    return projectIds;
  }

  #importProject(file: File, large = false) {
    return this.#opening(file.name, (options) =>
      clients.data.call('importProject', { file, locale: locale.current, large }, options),
    );
  }

  async remove(projectId: string): Promise<void> {
    await clients.data.call('deleteProject', { projectId });
    await this.refresh();
  }

  stop(): void {
    this.#abort?.abort();
  }

  async #opening<T>(
    what: string,
    open: (options: { signal: AbortSignal; onEvent: (event: Progress) => void }) => Promise<T>,
  ): Promise<T> {
    this.#abort?.abort();
    const controller = (this.#abort = new AbortController());
    const meter = new PaceMeter();
    this.opening = what;
    this.progress = null;
    this.pace = null;
    const onEvent = (event: Progress) => {
      if (this.#abort !== controller) return;
      this.progress = event;
      this.pace = meter.update(event, performance.now());
    };
    try {
      const opened = await whileWorking(() => open({ signal: controller.signal, onEvent }));
      // Now there is something to keep, and a person's act led to it. The answer is shown, not waited for.
      void persistence.ask();
      return opened;
    } finally {
      if (this.#abort === controller) {
        this.opening = null;
        this.progress = null;
        this.pace = null;
      }
    }
  }
}

export const workspace = new Workspace();
