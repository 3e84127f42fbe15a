// What the draft recipe would cost on this device, asked again whenever recipe or measurements change.
import { clients } from '../../client/workers/clients';
import type { Estimate } from '../../contract/model/device';
import { toFault, type Fault } from '../../contract/transport/fault';
import type { Recipe } from '../../contract/model/recipe';

export class ArchitectureEstimate {
  estimate = $state.raw<Estimate | null>(null);
  recipe = $state.raw<Recipe | null>(null);
  fault = $state.raw<Fault | null>(null);
  working = $state(false);
  #asked = 0;

  /** Estimates `draft`, or the default recipe where there is none yet; the newest question wins. */
  async ask(projectId: string, draft: Recipe | null): Promise<void> {
    const asked = ++this.#asked;
    this.working = true;
    try {
      const recipe = draft ?? (await clients.data.call('draftRecipe', { projectId, family: null }));
      const estimate = await clients.engine.call('estimate', { projectId, recipe });
      if (asked !== this.#asked) return;
      this.estimate = estimate;
      this.recipe = recipe;
      this.fault = null;
    } catch (thrown) {
      if (asked !== this.#asked) return;
      this.estimate = null;
      this.fault = toFault(thrown);
    } finally {
      if (asked === this.#asked) this.working = false;
    }
  }
}
