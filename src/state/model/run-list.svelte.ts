// The list of runs: which are chosen for comparison, which is open, which are about to be deleted.
import { clients } from '../../client/workers/clients';
import type { AnnotationEdit } from '../../contract/model/runs/annotation';
import type { RunFields } from '../../contract/model/runs/run-fields';
import type { Run } from '../../contract/model/run';
import type { JudgementRow, RunRow } from '../../contract/project/rows';
import { judgementOf } from '../../domain/current-model';
import { proposedModel, type Proposal } from '../../domain/choice/proposal';
import type { OpenProject } from '../project/project.svelte';
import { noticeProject } from '../app/notice-place';
import { notices } from '../app/notices.svelte';
import { removals } from '../app/removals.svelte';

/** As many curves as one picture holds. */
export const mostCompared = 20;

/** The runs of one open project. */
export class RunList {
  readonly #open: OpenProject;
  /** Ids in the order in which they were chosen; any number. */
  chosen = $state.raw<ReadonlySet<string>>(new Set());
  openedId = $state<string | null>(null);
  /** Newest first, without those about to be deleted. */
  readonly runs: RunRow[] = $derived.by(() => removals.without(this.#open.runs));
  readonly byId: ReadonlyMap<string, RunRow> = $derived.by(
    () => new Map(this.runs.map((run) => [run.id, run])),
  );
  /** Runs at the head of the table, oldest first: what others are compared with. */
  readonly pinned: RunRow[] = $derived.by(() =>
    this.runs.filter(({ annotation }) => annotation?.pinned).reverse(),
  );
  /** What a comparison shows: pinned runs, then the chosen ones. */
  readonly toCompare: RunRow[] = $derived.by(() => {
    const ids = new Set([...this.pinned.map(({ id }) => id), ...this.chosen]);
    return [...ids].flatMap((id) => this.byId.get(id) ?? []);
  });
  /** The run that is open, whole; null until it was fetched. */
  readonly opened: Run | null = $derived.by(() => {
    const id = this.openedId;
    return id !== null && this.byId.has(id) ? this.whole(id) : null;
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

  choose(ids: readonly string[], on: boolean): void {
    const next = new Set(this.chosen);
    for (const id of ids)
      if (on) next.add(id);
      else next.delete(id);
    this.chosen = next;
  }

  /** What the recipes of all runs say; null where that cannot be read (the person is told). */
  async fields(): Promise<RunFields | null> {
    try {
      return await clients.data.call('runFields', { projectId: this.#open.id });
    } catch (thrown) {
      notices.fail(thrown, noticeProject(this.#open));
      return null;
    }
  }

  /** Tags, a note or a pin; shown when they are stored. */
  async annotate(runIds: readonly string[], edit: AnnotationEdit): Promise<void> {
    try {
      await clients.data.call('annotateRuns', { projectId: this.#open.id, runIds, edit });
    } catch (thrown) {
      notices.fail(thrown, noticeProject(this.#open));
    }
  }

  /** Hides the run at once and deletes it when the way back has gone. */
  remove(run: Pick<Run, 'id'>, told: { text: string; undo: string }): void {
    this.choose([run.id], false);
    if (this.openedId === run.id) this.openedId = null;
    removals.begin(run.id, told, async () => {
      await clients.data.call('deleteRun', { runId: run.id });
      await this.#open.refresh('runs', 'judgements');
    });
  }
}
