// Files that are being opened: in this tab, for the others to show; and in the others. Kept apart so that the first screen stays light.
import type { OpeningPicture } from '../../contract/transport/tabs';

class Openings {
  /** A file that an open project takes in here. */
  here = $state.raw<OpeningPicture | null>(null);
  /** By tab. */
  elsewhere = $state.raw<ReadonlyMap<string, OpeningPicture>>(new Map());

  /** What another tab told; null where it has ended. */
  update(tab: string, opening: OpeningPicture | null): void {
    const next = new Map(this.elsewhere);
    if (opening) next.set(tab, opening);
    else next.delete(tab);
    this.elsewhere = next;
  }
}

export const openings = new Openings();
