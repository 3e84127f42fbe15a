// The list of runs: which are chosen for comparison, which is open, which are about to be deleted.
import { clients } from '../../client/workers/clients';
import type { Judgement } from '../../contract/model/judgement';
import type { Run } from '../../contract/model/run';
import { judgedRuns } from '../../domain/current-model';
import type { OpenProject } from '../project/project.svelte';
import { removals } from '../app/removals.svelte';

/** As many curves as can be told apart. */
export const mostCompared = 4;

/** The desk on which the runs of one open project lie. */
export class RunsDesk {
  readonly #open: OpenProject;
  /** Ids in the order in which they were chosen. */
  chosen = $state.raw<string[]>([]);
  openedId = $state<string | null>(null);
  /** Newest first, without those about to be deleted. */
  readonly runs: Run[] = $derived.by(() => this.#open.runs.filter(({ id }) => !removals.hides(id)));
  readonly compared: Run[] = $derived.by(() =>
    this.chosen.flatMap((id) => this.runs.find((run) => run.id === id) ?? []),
  );
  readonly opened: Run | null = $derived.by(() => this.runs.find(({ id }) => id === this.openedId) ?? null);
  readonly #judgements: Map<string, Judgement> = $derived.by(
    () =>
      new Map(
        (['model', 'baseline'] as const)
          .flatMap((role) => judgedRuns(this.#open.view, role))
          .map(({ run, judgement }) => [run.id, judgement]),
      ),
  );
  /** The run behind the champion version. */
  readonly championRunId: string | null = $derived.by(() => this.#open.champion?.runId ?? null);

  constructor(open: OpenProject) {
    this.#open = open;
  }

  judgementOf(run: Run): Judgement | null {
    return this.#judgements.get(run.id) ?? null;
  }

  /** Whether a version was registered from the run; such a run stays. */
  isRegistered(run: Run): boolean {
    return this.#open.versions.some(({ runId }) => runId === run.id);
  }

  choose(id: string, on: boolean): void {
    const others = this.chosen.filter((other) => other !== id);
    this.chosen = on && others.length < mostCompared ? [...others, id] : others;
  }

  /** Hides the run at once and deletes it when the way back has gone. */
  remove(run: Run, told: { text: string; undo: string }): void {
    this.choose(run.id, false);
    if (this.openedId === run.id) this.openedId = null;
    removals.begin(run.id, told, async () => {
      await clients.data.call('deleteRun', { runId: run.id });
      await this.#open.refresh();
    });
  }
}
