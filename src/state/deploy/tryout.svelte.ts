// What a person tries a version on: the form's values, the answer, the test row, the file being scored. It outlives the tab and the step
// that show it, and what commits change of the version; it goes with the open project.
import { Samples } from '../evaluate/evaluation.svelte';
import type { OpenProject } from '../project/project.svelte';
import { FileScoring, LivePrediction } from './serving.svelte';

/** Values as a form holds them. */
type Values = Record<string, number | string | null>;

export class Tryout {
  /** null where nothing was typed yet. */
  values = $state.raw<Values | null>(null);
  /** The test row in the form, by its place in `samples`; −1 where there is none. */
  taken = $state(-1);
  readonly live = new LivePrediction();
  readonly samples = new Samples();
  readonly scoring = new FileScoring();
}

const tryouts = new WeakMap<OpenProject, Map<string, Tryout>>();

/** What was tried on a version of an open project; the same one for as long as it is open. */
export function tryoutOf(open: OpenProject, versionId: string): Tryout {
  const ofProject = tryouts.get(open) ?? new Map<string, Tryout>();
  tryouts.set(open, ofProject);
  const tryout = ofProject.get(versionId) ?? new Tryout();
  ofProject.set(versionId, tryout);
  return tryout;
}
