// Whether a part of the shell that is loaded on demand is open: the command palette, the queue of jobs. What stands in them is the shell's
// to say.

class Panel {
  #open = $state(false);
  /** It was opened once, or has something to show: from then on it is loaded. */
  wanted = $state(false);

  get open(): boolean {
    return this.#open;
  }

  set open(open: boolean) {
    this.#open = open;
    if (open) this.wanted = true;
  }
}

export const palette = new Panel();
export const queuePanel = new Panel();
