// Whether the browser promised not to delete this site's data on its own. Looked up at each start; asked for once something is worth keeping.

class Persistence {
  /** null until it is known; `none` where the browser has no such promise to give. */
  state = $state<'granted' | 'denied' | 'none' | null>(null);
  #asked = false;

  /** What the browser says, without asking it for anything. */
  async check(): Promise<void> {
    if (!('storage' in navigator) || !('persisted' in navigator.storage)) this.state = 'none';
    else this.state = (await navigator.storage.persisted()) ? 'granted' : 'denied';
  }

  /** Asks for the promise: after something was made by a person's act, once a page; `again` where they ask themselves. */
  async ask(again = false): Promise<void> {
    await this.check();
    if (this.state !== 'denied' || (this.#asked && !again)) return;
    this.#asked = true;
    this.state = (await navigator.storage.persist()) ? 'granted' : 'denied';
  }
}

export const persistence = new Persistence();
