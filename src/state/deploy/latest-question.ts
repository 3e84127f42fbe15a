// Questions that follow what a person types: the last one wins, and what was answered before it is known to be old. Knows no model.

/** How long typing must rest before it is a question. */
const restMs = 80;

/** How questions are answered, and who hears of it. */
export interface Answering<Question, Answer> {
  answer(question: Question): Promise<Answer>;
  /** The answer to the last question. */
  answered(answer: Answer, question: Question): void;
  failed(thrown: unknown): void;
  /** Whether what was answered is to an older question than the last, and whether one is being answered. */
  changed(state: { stale: boolean; asking: boolean }): void;
}

/** While one question is being answered only the last of those that came meanwhile is kept. */
export class LatestQuestion<Question, Answer> {
  readonly #how: Answering<Question, Answer>;
  #next: { question: Question } | null = null;
  #rest: ReturnType<typeof setTimeout> | undefined;
  /** Counts what was put or taken back, so that an answer to anything but the last is dropped. */
  #put = 0;
  #stale = false;
  #asking = false;

  constructor(how: Answering<Question, Answer>) {
    this.#how = how;
  }

  /** Puts a question; `typing`: there may be another in a moment, so it waits for a rest. */
  ask(question: Question, { typing = false }: { typing?: boolean } = {}): void {
    this.doubt();
    const put = (): void => {
      this.#rest = undefined;
      this.#next = { question };
      if (!this.#asking) void this.#work();
    };
    if (typing) this.#rest = setTimeout(put, restMs);
    else put();
  }

  /** What is typed cannot be a question yet: whatever was answered, or is being answered, is to an older one. */
  doubt(): void {
    clearTimeout(this.#rest);
    this.#rest = undefined;
    this.#next = null;
    this.#put += 1;
    this.#show({ stale: true });
  }

  /** Forgets the question. */
  clear(): void {
    this.doubt();
    this.#show({ stale: false });
  }

  async #work(): Promise<void> {
    this.#show({ asking: true });
    while (this.#next) {
      const { question } = this.#next;
      this.#next = null;
      const put = this.#put;
      try {
        const answer = await this.#how.answer(question);
        if (put !== this.#put) continue; // an older answer would flicker
        this.#show({ stale: false });
        this.#how.answered(answer, question);
      } catch (thrown) {
        if (put !== this.#put) continue;
        this.#show({ stale: false });
        this.#how.failed(thrown);
      }
    }
    this.#show({ asking: false });
  }

  #show({ stale = this.#stale, asking = this.#asking }: { stale?: boolean; asking?: boolean }): void {
    this.#stale = stale;
    this.#asking = asking;
    this.#how.changed({ stale, asking });
  }
}
