// The list of runs: which are chosen for comparison, which is open, which are about to be deleted.
import { clients } from '../../client/workers/clients';
import type { Run } from '../../contract/model/run';
import type { JudgementRow, RunRow } from '../../contract/project/rows';
import { judgementOf } from '../../domain/current-model';
import { proposedModel, type Proposal } from '../../domain/choice/proposal';
import type { OpenProject } from '../project/project.svelte';
import { removals } from '../app/removals.svelte';

/** As many curves as can be told apart. */
export const mostCompared = 4;

/** The runs of one open project. */
export class RunList {
  readonly #open: OpenProject;
  /** Ids in the order in which they were chosen. */
  chosen = $state.raw<string[]>([]);
  openedId = $state<string | null>(null);
  /** Newest first, without those about to be deleted. */
  readonly runs: RunRow[] = $derived.by(() => removals.without(this.#open.runs));
  /** The chosen runs, whole, as far as they were fetched. */
  readonly compared: Run[] = $derived.by(() =>
    this.chosen.flatMap((id) => (this.runs.some((run) => run.id === id) ? (this.whole(id) ?? []) : [])),
  );
  /** The run that is open, whole; null until it was fetched. */
  readonly opened: Run | null = $derived.by(() => {
    const id = this.openedId;
    return id !== null && this.runs.some((run) => run.id === id) ? this.whole(id) : null;
  });
  /** The run behind the champion version. */
  readonly championRunId: string | null = $derived.by(() => this.#open.champion?.runId ?? null);

  /** The run that is proposed, and why; null before a model was judged. */
  readonly proposal: Proposal | null = $derived.by(() => proposedModel(this.#open.view));

  constructor(open: OpenProject) {
    this.#open = open;
  }

  /** A run with its history and recipe; null until it was fetched. */
  whole(id: string): Run | null {
    return this.#open.whole.runs.get(id);
  }

  /** The same as soon as it is here; null where it cannot be read. */
  fetch(id: string): Promise<Run | null> {
    return this.#open.whole.runs.fetch(id);
  }

  judgementOf(run: Pick<RunRow, 'id' | 'artifact'>): JudgementRow | null {
    return judgementOf(this.#open.view, run);
  }

  /** Whether a version was registered from the run; such a run stays. */
  isRegistered(run: Pick<Run, 'id'>): boolean {
    return this.#open.versions.some(({ runId }) => runId === run.id);
  }

  choose(id: string, on: boolean): void {
    const others = this.chosen.filter((other) => other !== id);
    this.chosen = on && others.length < mostCompared ? [...others, id] : others;
  }

  /** Hides the run at once and deletes it when the way back has gone. */
  remove(run: Pick<Run, 'id'>, told: { text: string; undo: string }): void {
    this.choose(run.id, false);
    if (this.openedId === run.id) this.openedId = null;
    removals.begin(run.id, told, async () => {
      await clients.data.call('deleteRun', { runId: run.id });
      await this.#open.refresh('runs', 'judgements');
    });
  }
}
