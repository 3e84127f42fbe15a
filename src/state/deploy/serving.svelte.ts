// Predictions on this device: one input at a time as a person types or draws, and whole files. Keeps nothing.
import { clients } from '../../client/workers/clients';
import type { InputRow, Prediction } from '../../contract/transport/engine-api';
import { toFault, type Fault } from '../../contract/transport/fault';
import type { ScoredFile, ScoringPreview } from '../../contract/release/scoring';
import type { Progress } from '../../contract/transport/job';
import { notices } from '../app/notices.svelte';
import { LatestQuestion } from './latest-question';
import { reportPrediction } from '../app/prediction-events';

/** One input at a time, as a person types or draws it, and the model's answer. */
export class LivePrediction {
  answer = $state.raw<Prediction | null>(null);
  fault = $state.raw<Fault | null>(null);
  /** Milliseconds from question to answer, seen from the page. */
  tookMs = $state<number | null>(null);
  asking = $state(false);
  /** The answer is to an older question than the last: it is shown as such. */
  stale = $state(false);
  readonly #latest = new LatestQuestion<
    { versionId: string; row: InputRow },
    { answer: Prediction | undefined; tookMs: number }
  >({
    answer: async ({ versionId, row }) => {
      const startedAt = performance.now();
      const [answer] = await clients.engine.call('predict', { versionId, rows: [row] });
      return { answer, tookMs: performance.now() - startedAt };
    },
    answered: ({ answer, tookMs }, { versionId }) => {
      this.answer = answer ?? null;
      this.tookMs = tookMs;
      if (answer) reportPrediction(versionId, answer);
      this.fault = null;
    },
    failed: (thrown) => {
      this.fault = toFault(thrown);
      this.answer = null;
    },
    changed: ({ stale, asking }) => {
      this.stale = stale;
      this.asking = asking;
    },
  });

  /** Puts a question; `typing`: there may be another in a moment. */
  ask(versionId: string, row: InputRow, how: { typing?: boolean } = {}): void {
    this.#latest.ask({ versionId, row }, how);
  }

  /** What is typed cannot be a question yet. */
  doubt(): void {
    this.#latest.doubt();
  }

  /** Forgets question and answer: the drawing was cleared, or another version chosen. */
  clear(): void {
    this.#latest.clear();
    this.answer = null;
    this.fault = null;
    this.tookMs = null;
  }
}

/** A file being scored, row by row, and its result. */
export class FileScoring {
  fileName = $state<string | null>(null);
  /** Whether cells that a spreadsheet would run are guarded. */
  guard = $state(true);
  /** The first rows, as soon as they are scored. */
  preview = $state.raw<ScoringPreview | null>(null);
  progress = $state.raw<Progress | null>(null);
  /** What is done, per second, since the first report. */
  rate = $state<number | null>(null);
  result = $state.raw<ScoredFile | null>(null);
  fault = $state.raw<Fault | null>(null);
  running = $state(false);
  #abort: AbortController | undefined;
  #asked: { versionId: string; file: File } | undefined;

  async score(versionId: string, file: File): Promise<void> {
    this.stop();
    const controller = (this.#abort = new AbortController());
    this.fileName = file.name;
    this.#asked = { versionId, file };
    this.progress = null;
    this.preview = null;
    this.rate = null;
    this.result = null;
    this.fault = null;
    this.running = true;
    let first: { done: number; at: number } | undefined;
    try {
      const result = await clients.engine.call(
        'scoreFile',
        { versionId, file, guard: this.guard },
        {
          signal: controller.signal,
          onEvent: (event) => {
            if (this.#abort !== controller) return;
            if (event.kind === 'preview') {
              this.preview = event.preview;
              return;
            }
            const now = performance.now();
            if (!first || event.stage !== this.progress?.stage) first = { done: event.done, at: now };
            if (now > first.at) this.rate = ((event.done - first.done) / (now - first.at)) * 1000;
            this.progress = event;
          },
        },
      );
      if (this.#abort === controller) this.result = result;
    } catch (thrown) {
      if (this.#abort !== controller) return;
      const fault = toFault(thrown);
      if (fault.code !== 'aborted') this.fault = fault;
      if (fault.code === 'internal') notices.fail(thrown);
    } finally {
      if (this.#abort === controller) this.running = false;
    }
  }

  stop(): void {
    this.#abort?.abort();
    this.running = false;
  }

  /** Whether results are guarded; a file that is scored, or being scored, is scored again so. */
  setGuard(guard: boolean): void {
    this.guard = guard;
    if (this.#asked && (this.running || this.result))
      void this.score(this.#asked.versionId, this.#asked.file);
  }
}
