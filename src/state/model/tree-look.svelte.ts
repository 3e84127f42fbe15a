// One tree of a run, and the way of a test row through it, as someone looks at it. What was asked for last counts.
import { clients } from '../../client/workers/clients';
import type { TreeExplanation, TreeLook } from '../../contract/model/explanation';
import { toFault, type Fault } from '../../contract/transport/fault';

export class RunTree {
  value = $state.raw<TreeExplanation | null>(null);
  fault = $state.raw<Fault | null>(null);
  #asked: AbortController | undefined;

  async load(runId: string, look: TreeLook): Promise<void> {
    this.#asked?.abort();
    const { signal } = (this.#asked = new AbortController());
    try {
      const found = await clients.engine.call('explainRun', { runId, look }, { signal });
      if (signal.aborted) return;
      this.value = found?.kind === 'tree' ? found : null;
      this.fault = null;
    } catch (thrown) {
      if (!signal.aborted) this.fault = toFault(thrown);
    }
  }
}
