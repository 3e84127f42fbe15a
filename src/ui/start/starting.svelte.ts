// Opening something from the start screen: what is tried, what became of it, and where to go then.
import { kindOfName } from '../../contract/data/formats';
import { HearthError, toFault, type Fault } from '../../contract/transport/fault';
import { m } from '../../i18n/paraglide/messages.js';
import { notices } from '../../state/app/notices.svelte';
import { route } from '../../state/app/route.svelte';
import { workspace } from '../../state/project/workspace.svelte';

/** What could not be opened, and why. */
export interface Refusal {
  name: string;
  fault: Fault;
}

class Starting {
  refusal = $state.raw<Refusal | null>(null);

  /** Opens a file: a table leads to its data, a project to its goals. */
  async file(file: File): Promise<void> {
    if (kindOfName(file.name) === 'project')
      await this.#go(file.name, 'goals', () => workspace.openProjectFile(file));
    else await this.#go(file.name, 'data', async () => [await workspace.openTable(file)]);
  }

  /** Makes a project from a scenario. */
  async scenario(id: string, title: string): Promise<void> {
    await this.#go(title, 'goals', async () => [await workspace.openScenario(id, title)]);
  }

  async #go(name: string, step: 'goals' | 'data', open: () => Promise<string[]>): Promise<void> {
    this.refusal = null;
    try {
      const [projectId, ...others] = await open();
      if (others.length > 0) notices.show(m.storage_backup_opened({ count: others.length + 1 }));
      // A person who went elsewhere meanwhile is not pulled away; of many projects they choose one from the list.
      else if (projectId !== undefined && route.current.kind === 'start')
        route.go(route.toStep(projectId, step));
    } catch (thrown) {
      const fault = thrown instanceof HearthError ? thrown.fault : toFault(thrown);
      if (fault.code !== 'aborted') this.refusal = { name, fault };
    }
  }
}

export const starting = new Starting();
