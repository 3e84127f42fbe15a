// Runs as files for other tools: written in the engine, with a way to stop; what could not be in them is told.
import { clients } from '../../client/workers/clients';
import { whileWorking } from '../../client/tabs/work-lock';
import type { ExportedRuns, RunFormatId } from '../../contract/release/run-formats';
import type { Progress } from '../../contract/transport/job';
import { notices } from '../app/notices.svelte';

class RunExport {
  /** While a ZIP is written: runs done and in all, null before the first is told. */
  progress = $state.raw<Progress | null>(null);
  writing = $state(false);
  #abort: AbortController | undefined;

  /** The runs, all of the project where none are named; null where that was stopped or failed (the person was told). */
  async write(
    projectId: string,
    runIds: readonly string[] | null,
    format: RunFormatId,
  ): Promise<ExportedRuns | null> {
    if (this.writing) return null;
    const { signal } = (this.#abort = new AbortController());
    const { place } = notices;
    this.writing = true;
    try {
      const request = { projectId, runIds, format };
      const onEvent = (event: Progress) => (this.progress = event);
      return await whileWorking(() => clients.engine.call('exportRuns', request, { signal, onEvent }));
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

export const runExport = new RunExport();
