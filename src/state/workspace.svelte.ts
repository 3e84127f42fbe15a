// The projects on this device, and the ways to begin one.
import { watchChanges } from '../client/changes';
import { clients } from '../client/clients';
import type { Progress } from '../contract/job';
import type { ProjectSummary } from '../contract/view';
import { locale } from './locale.svelte';

class Workspace {
  projects = $state.raw<ProjectSummary[]>([]);
  loaded = $state(false);
  /** Progress of the opening that is under way. */
  progress = $state.raw<Progress | null>(null);
  #abort: AbortController | undefined;

  /** Lists the projects, without starting a worker where this browser has no Hearth database yet. */
  async begin(): Promise<void> {
    const databases = await indexedDB.databases();
    if (databases.some(({ name }) => name?.startsWith('hearth'))) await this.refresh();
    this.loaded = true;
    watchChanges(({ table }) => {
      if (table === 'projects' || table === 'runs' || table === 'snapshots') void this.refresh();
    });
  }

  async refresh(): Promise<void> {
    this.projects = await clients.data.call('listProjects', null);
  }

  /** Makes a project from a scenario and returns its id. */
  openScenario(scenarioId: string, name: string): Promise<string> {
    return this.#opening(async (options) => {
      const { projectId } = await clients.data.call('createProject', { name, scenarioId, locale: locale.current }, options);
      return projectId;
    });
  }

  /** Makes a project from a table; where the file is refused no project is left behind. */
  openTable(file: File): Promise<string> {
    return this.#opening(async (options) => {
      const name = file.name.replace(/\.[^.]+$/, '');
      const { projectId } = await clients.data.call('createProject', { name, scenarioId: null, locale: locale.current });
      try {
        await clients.data.call('importTable', { projectId, file }, options);
      } catch (thrown) {
        await clients.data.call('deleteProject', { projectId });
        throw thrown;
      }
      return projectId;
    });
  }

  openProjectFile(file: File): Promise<string> {
    return this.#opening(async (options) => (await clients.data.call('importProject', { file }, options)).projectId);
  }

  async remove(projectId: string): Promise<void> {
    await clients.data.call('deleteProject', { projectId });
    await this.refresh();
  }

  stop(): void {
    this.#abort?.abort();
  }

  async #opening(open: (options: { signal: AbortSignal; onEvent: (event: Progress) => void }) => Promise<string>): Promise<string> {
    this.#abort?.abort();
    const controller = (this.#abort = new AbortController());
    this.progress = { kind: 'progress', stage: 'read', done: 0, total: 0, unit: 'bytes' };
    try {
      return await open({ signal: controller.signal, onEvent: (event) => (this.progress = event) });
    } finally {
      if (this.#abort === controller) this.progress = null;
    }
  }
}

export const workspace = new Workspace();
