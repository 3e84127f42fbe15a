// The records of the open project, as the page holds them: what is left where the store is gone. Apart, so that the first screen stays light.
import type { ProjectView } from '../../contract/project/view';

let holder: { held: ProjectView } | null = null;

/** Remembers who holds the open project's records; null where none is open. */
export function holdProject(open: { held: ProjectView } | null): void {
  holder = open;
}

/** The open project's records, with changes that were not stored yet. */
export function heldProject(): ProjectView | null {
  return holder?.held ?? null;
}
