// Opening something from the start screen: what is tried, what became of it, and where to go then.
import { formatOfName, kindOfName } from '../../contract/data/formats';
import { isFolder, type Given } from '../../contract/data/opening/given';
import type { OpenChoices } from '../../contract/data/opening/open-choices';
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

/** Whether a file is, or holds, files that become rows each. */
function isCollection(name: string): boolean {
  return ['zip', 'images', 'texts', 'audio'].includes(formatOfName(name) ?? '');
}

class Starting {
  refusal = $state.raw<Refusal | null>(null);

  /** What is looked at before it is opened. */
  asked = $state.raw<Given | null>(null);
  /** Why it could not be opened at once. */
  refusedFor = $state.raw<Fault | null>(null);

  /** Opens a file: a table leads to its data, a project to its goals. */
  async file(file: File): Promise<void> {
    if (kindOfName(file.name) === 'project')
      await this.#go(file.name, 'goals', () => workspace.openProjectFile(file));
    else await this.table(file);
  }

  /** Opens a file that was picked at once; of many that become rows, how they do is asked first. */
  async pick(given: Given): Promise<void> {
    if (isFolder(given) || isCollection(given.name)) this.look(given);
    else await this.file(given);
  }

  /** Shows what was given before it is opened; a project is opened. */
  look(given: Given): void {
    if (!isFolder(given) && kindOfName(given.name) === 'project') void this.file(given);
    else {
      this.refusedFor = null;
      this.asked = given;
    }
  }

  /** Opens a table, or files that become one. */
  async table(given: Given, choices: OpenChoices = {}): Promise<void> {
    this.asked = null;
    await this.#go(given.name, 'data', async () => [await workspace.openTable(given, choices)]);
    const { refusal } = this;
    // What a person may choose is asked rather than refused; light, since this is there from the first picture.
    if (refusal?.fault.code !== 'row_ragged' || choices.text?.ragged !== undefined) return;
    this.refusal = null;
    this.refusedFor = refusal.fault;
    this.asked = given;
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
