// The whole project as one file: written, with progress and a way to stop. Opening one is workspace.openProjectFile.
import { clients } from '../../client/workers/clients';
import { whileWorking } from '../../client/tabs/work-lock';
import type { Progress } from '../../contract/transport/job';
import { notices } from '../app/notices.svelte';

class ProjectFile {
  progress = $state.raw<Progress | null>(null);
  writing = $state(false);
  #abort: AbortController | undefined;

  /** The project as a blob; null where it was stopped or failed (the person was told). */
  async write(projectId: string): Promise<Blob | null> {
    if (this.writing) return null;
    const controller = (this.#abort = new AbortController());
    const { place } = notices;
    this.writing = true;
    try {
      return await whileWorking(() =>
        clients.data.call(
          'exportProject',
          { projectId },
          { signal: controller.signal, onEvent: (event) => (this.progress = event) },
        ),
      );
    } catch (thrown) {
      notices.fail(thrown, place);
      return null;
    } finally {
      this.writing = false;
      this.progress = null;
    }
  }

  stop(): void {
    this.#abort?.abort();
  }
}

export const projectFile = new ProjectFile();
