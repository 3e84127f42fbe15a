// What is asked of a job while it goes on: to pause, to stop, or to end for good. Not for what its stages do.
import type { JobIntent } from '../../contract/project/job-record';
import type { TrainControl } from '../../model/net/training/train-types';

/** `stop` outweighs `pause`, and `cancel` both. */
const weight: Record<JobIntent, number> = { pause: 1, stop: 2, cancel: 3 };

/** One job under way in this thread. */
export class JobControl {
  readonly priority: number;
  readonly #trainings: ReadonlyMap<string, TrainControl>;
  readonly #abort = new AbortController();
  #asked: JobIntent | null = null;
  /** The run that trains for this job. */
  trainingId: string | null = null;
  /** What ends the search under way: as it is asked, with what it has found so far. */
  searching: TrainControl | null = null;
  /** The model's training is behind: what is left is done, whatever is asked but `cancel`. */
  isConcluding = false;
  /** Notifies those who wait for `ended`. */
  settle: () => void = () => undefined;
  /** Resolves when the job has ended, however it did. */
  readonly ended = new Promise<void>((resolve) => (this.settle = resolve));

  /** @param trainings the controls of the trainings of this thread, by run */
  constructor(priority: number, trainings: ReadonlyMap<string, TrainControl>) {
    this.priority = priority;
    this.#trainings = trainings;
  }

  /** The weightiest that was asked so far. */
  get asked(): JobIntent | null {
    return this.#asked;
  }

  /** Ends the stage under way, unless that is a training or a search, which end as they are asked. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Asks; a training under way ends after its step, everything else at its next chunk. */
  ask(intent: JobIntent): void {
    if (this.isConcluding && intent !== 'cancel') return;
    if (this.#asked === null || weight[intent] > weight[this.#asked]) this.#asked = intent;
    const training =
      this.searching ?? (this.trainingId === null ? undefined : this.#trainings.get(this.trainingId));
    if (!training) this.#abort.abort();
    else if (training.intent !== 'stop') training.intent = this.#asked === 'stop' ? 'stop' : 'pause';
  }

  /** Gives the thread to work that goes before; the job is queued again. */
  yield(): void {
    this.#abort.abort();
  }
}
