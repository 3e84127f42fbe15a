// Whether the command palette is open. What it can run is the shell's to say.

class Palette {
  #open = $state(false);
  /** It was opened once: from then on it is loaded. */
  wanted = $state(false);

  get open(): boolean {
    return this.#open;
  }

  set open(open: boolean) {
    this.#open = open;
    if (open) this.wanted = true;
  }
}

export const palette = new Palette();
