// Things that a person deleted and may still take back: hidden at once, deleted when the message with the way back goes.
// Closing the page before that deletes nothing.
import { notices } from './notices.svelte';

class Removals {
  #hidden = $state.raw<ReadonlySet<string>>(new Set());

  /** Whether this id is on its way out and not to be shown. */
  hides(id: string): boolean {
    return this.#hidden.has(id);
  }

  /** The list without what is on its way out; the same list where nothing is. */
  without<Item extends { id: string }>(items: Item[]): Item[] {
    const hidden = this.#hidden;
    return hidden.size === 0 ? items : items.filter(({ id }) => !hidden.has(id));
  }

  /** Hides `id`, tells so with a way back, and deletes it after that. */
  begin(id: string, told: { text: string; undo: string }, remove: () => Promise<unknown>): void {
    this.#hidden = new Set([...this.#hidden, id]);
    const show = () => (this.#hidden = new Set([...this.#hidden].filter((each) => each !== id)));
    const { place } = notices;
    notices.doUnlessUndone(told.text, { label: told.undo, run: show }, () => {
      void remove()
        .catch((thrown: unknown) => notices.fail(thrown, place))
        .finally(show);
    });
  }
}

export const removals = new Removals();
