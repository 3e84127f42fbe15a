// Predictions on this device: one input at a time as a person types or draws, and whole files. Keeps nothing.
import { clients } from '../../client/workers/clients';
import type { InputRow, Prediction } from '../../contract/transport/engine-api';
import { toFault, type Fault } from '../../contract/transport/fault';
import type { ScoredFile, ScoringPreview } from '../../contract/release/scoring';
import type { Progress } from '../../contract/transport/job';
import { notices } from '../app/notices.svelte';
import { reportPrediction } from '../app/prediction-events';

/** The newest question wins: while one is being answered only the last of those that came meanwhile is kept. */
export class LivePrediction {
  answer = $state.raw<Prediction | null>(null);
  fault = $state.raw<Fault | null>(null);
  /** Milliseconds from question to answer, seen from the page. */
  tookMs = $state<number | null>(null);
  asking = $state(false);
  #next: { versionId: string; row: InputRow } | null = null;
  /** Grows with each `clear`, so that an answer that comes after it is dropped. */
  #cleared = 0;

  ask(versionId: string, row: InputRow): void {
    this.#next = { versionId, row };
    if (!this.asking) void this.#work();
  }

  /** Forgets question and answer: the drawing was cleared, or another version chosen. */
  clear(): void {
    this.#next = null;
    this.#cleared += 1;
    this.answer = null;
    this.fault = null;
    this.tookMs = null;
  }

  async #work(): Promise<void> {
    this.asking = true;
    while (this.#next) {
      const question: { versionId: string; row: InputRow } = this.#next;
      this.#next = null;
      const startedAt = performance.now();
      const cleared = this.#cleared;
      try {
        const [answer] = await clients.engine.call('predict', {
          versionId: question.versionId,
          rows: [question.row],
        });
        if (this.#next || cleared !== this.#cleared) continue; // an older answer would flicker
        this.answer = answer ?? null;
        this.tookMs = performance.now() - startedAt;
        if (answer) reportPrediction(question.versionId, answer);
        this.fault = null;
      } catch (thrown) {
        if (cleared !== this.#cleared) continue;
        this.fault = toFault(thrown);
        this.answer = null;
      }
    }
    this.asking = false;
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
