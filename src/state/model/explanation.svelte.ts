// What a run's model learnt, fetched when someone looks at it.
import { clients } from '../../client/workers/clients';
import type { Explanation } from '../../contract/model/explanation';
import { toFault, type Fault } from '../../contract/transport/fault';

export class RunExplanation {
  value = $state.raw<Explanation | null>(null);
  fault = $state.raw<Fault | null>(null);

  /** Asks the engine; the value stays null where the model has no form that a person can read. */
  async load(runId: string): Promise<void> {
    try {
      this.value = await clients.engine.call('explainRun', { runId });
    } catch (thrown) {
      this.fault = toFault(thrown);
    }
  }
}
