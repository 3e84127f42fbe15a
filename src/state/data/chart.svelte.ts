// What a chart of the data draws, asked of the data worker. The last answer stays until the next is there, with the question it answers.
import { clients } from '../../client/workers/clients';
import type { AnswerOf, ChartId, QuestionOf } from '../../contract/data/charts/charts';
import type { RowView } from '../../contract/data/row-view';
import { toFault } from '../../contract/transport/fault';
import { notices } from '../app/notices.svelte';

/** One chart of a kind. */
export class ChartReading<K extends ChartId> {
  shown = $state.raw<{ question: QuestionOf<K>; answer: AnswerOf<K> } | null>(null);
  isWorking = $state(false);
  readonly #kind: K;
  #abort: AbortController | undefined;

  constructor(kind: K) {
    this.#kind = kind;
  }

  /** Asks anew; what was asked before is no longer waited for. */
  async ask(datasetId: string, view: RowView, question: QuestionOf<K>): Promise<void> {
    this.#abort?.abort();
    const controller = (this.#abort = new AbortController());
    this.isWorking = true;
    try {
      const request = { datasetId, view, question: { kind: this.#kind, ...question } as never };
      const answer = await clients.data.call('chart', request, { signal: controller.signal });
      if (!controller.signal.aborted) this.shown = { question, answer: answer as AnswerOf<K> };
    } catch (thrown) {
      if (toFault(thrown).code !== 'aborted') notices.fail(thrown);
    } finally {
      if (this.#abort === controller) this.isWorking = false;
    }
  }

  close(): void {
    this.#abort?.abort();
  }
}
