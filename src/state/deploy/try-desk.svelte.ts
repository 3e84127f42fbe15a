// What a person tries a version on: the form's values, the answer, the test row, the file being scored. It outlives the tab and the step
// that show it, and what commits change of the version; it goes with the open project.
import { Samples } from '../evaluate/evaluation.svelte';
import type { OpenProject } from '../project/project.svelte';
import { FileScoring, LivePrediction } from './serving.svelte';

/** Values as a form holds them. */
type Values = Record<string, number | string | null>;

export class TryDesk {
  /** null where nothing was typed yet. */
  values = $state.raw<Values | null>(null);
  /** The test row in the form, by its place in `samples`; −1 where there is none. */
  taken = $state(-1);
  readonly live = new LivePrediction();
  readonly samples = new Samples();
  readonly scoring = new FileScoring();
}

const desks = new WeakMap<OpenProject, Map<string, TryDesk>>();

/** The desk of a version of an open project; the same one for as long as it is open. */
export function tryDeskOf(open: OpenProject, versionId: string): TryDesk {
  const ofProject = desks.get(open) ?? new Map<string, TryDesk>();
  desks.set(open, ofProject);
  const desk = ofProject.get(versionId) ?? new TryDesk();
  ofProject.set(versionId, desk);
  return desk;
}
