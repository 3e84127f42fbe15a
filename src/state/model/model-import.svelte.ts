// A model of another program that is taken in as a run; what is undone of it, its judgement, goes on in the background.
import { clients } from '../../client/workers/clients';
import { whileWorking } from '../../client/tabs/work-lock';
import type { Run } from '../../contract/model/run';
import { toFault, type Fault } from '../../contract/transport/fault';
import { continuePending } from '../jobs/pending';

export class ModelImport {
  reading = $state(false);
  fault = $state.raw<Fault | null>(null);

  /** The run; null where the file was refused, which `fault` tells. */
  async read(projectId: string, file: File): Promise<Run | null> {
    if (this.reading) return null;
    this.reading = true;
    this.fault = null;
    try {
      const request = { projectId, file, name: file.name };
      const run = await whileWorking(() => clients.engine.call('importModel', request));
      void continuePending();
      return run;
    } catch (thrown) {
      this.fault = toFault(thrown);
      return null;
    } finally {
      this.reading = false;
    }
  }
}
