// Runs side by side: their curves, thinned where they are read, and how they differ on the same test rows. A later question ends an earlier one.
import { clients } from '../../client/workers/clients';
import type { ComparisonQuery, PairComparison } from '../../contract/model/runs/compared-runs';
import type { CurvesQuery, DrawnCurve } from '../../contract/model/runs/run-curves';
import type { DecidedRun } from '../../contract/model/runs/run-fields';
import type { Progress } from '../../contract/transport/job';
import { notices } from '../app/notices.svelte';

/** The newest of several questions. */
class Question<Answer> {
  answer = $state.raw<Answer | null>(null);
  progress = $state.raw<Progress | null>(null);
  isOpen = $state(false);
  #abort: AbortController | undefined;

  async ask(
    call: (signal: AbortSignal, onEvent: (event: Progress) => void) => Promise<Answer>,
  ): Promise<void> {
    this.close();
    const abort = (this.#abort = new AbortController());
    this.isOpen = true;
    try {
      const answer = await call(abort.signal, (event) => (this.progress = event));
      if (!abort.signal.aborted) this.answer = answer;
    } catch (thrown) {
      if (!abort.signal.aborted) notices.fail(thrown);
    } finally {
      if (this.#abort === abort) {
        this.isOpen = false;
        this.progress = null;
      }
    }
  }

  close(): void {
    this.#abort?.abort();
    this.#abort = undefined;
    this.isOpen = false;
  }
}

export class RunComparison {
  readonly curves = new Question<readonly DrawnCurve[]>();
  readonly recipes = new Question<readonly DecidedRun[]>();
  readonly pairs = new Question<readonly PairComparison[]>();

  draw(query: CurvesQuery): void {
    void this.curves.ask((signal) => clients.data.call('runCurves', query, { signal }));
  }

  decide(runIds: readonly string[]): void {
    void this.recipes.ask((signal) => clients.data.call('runRecipes', { runIds }, { signal }));
  }

  compare(query: ComparisonQuery): void {
    void this.pairs.ask((signal, onEvent) => clients.data.call('compareRuns', query, { signal, onEvent }));
  }

  close(): void {
    this.curves.close();
    this.recipes.close();
    this.pairs.close();
  }
}
