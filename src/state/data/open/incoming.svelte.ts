// What was dropped or chosen and waits for the screen that shows it before it is opened. Kept light: it is there from the first picture.
import type { Given } from '../../../contract/data/opening/given';

class Incoming {
  given = $state.raw<Given | null>(null);
  /** Files are over the page. */
  isOver = $state(false);
  /** Files found so far in folders that were dropped; null where none are looked through. */
  finding = $state<number | null>(null);

  /** Hands over what waits, once. */
  take(): Given | null {
    const { given } = this;
    this.given = null;
    return given;
  }
}

export const incoming = new Incoming();
