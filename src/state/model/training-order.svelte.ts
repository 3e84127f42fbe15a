// The order in which a training is done: divide the rows, run the baseline where none is there, then the model.
// Lives as long as the page, since a person may leave the screen while it goes on.
import { clients } from '../../client/workers/clients';
import { whileWorking } from '../../client/tabs/work-lock';
import type { Recipe } from '../../contract/model/recipe';
import type { Run } from '../../contract/model/run';
import { baselineRecipe } from '../../domain/default-recipe';
import { baselineNeeded, unfinishedBaseline } from './baseline-needed';
import { device } from '../architecture/device.svelte';
import { leader } from '../tabs/leader.svelte';
import { notices } from '../app/notices.svelte';
import type { OpenProject } from '../project/project.svelte';
import { training } from './training.svelte';

class TrainingOrder {
  phase = $state<'prepare' | 'baseline' | 'model' | null>(null);
  #stopped = false;

  /** Trains a recipe of the open project; the baseline first, where this partition has none. */
  start(open: OpenProject, recipe: Recipe): Promise<void> {
    return this.#do(open, async () => {
      this.phase = 'prepare';
      const { backend } = open.project.plan;
      // Measured here rather than inside the training, so that the screen can tell what is being waited for. Where a person chose,
      // nothing has to be measured: the engine tests the chosen one alone.
      if (backend === null) await device.probe().catch(() => undefined);
      else device.stopUnasked();
      if (this.#stopped) return;
      const partition = await clients.data.call('preparePartition', { projectId: open.id });
      await open.refresh();
      if (this.#stopped) return;
      const request = { kind: 'new', projectId: open.id, backend } as const;
      if (recipe.model.family !== 'linear' && baselineNeeded(open.runs, partition.sha256)) {
        if (this.#stopped) return;
        this.phase = 'baseline';
        const begun = unfinishedBaseline(open.runs, partition.sha256);
        const baseline = await training.start(
          begun
            ? { kind: 'resume', runId: begun.id, backend: begun.backend }
            : { ...request, recipe: baselineRecipe(recipe), role: 'baseline' },
        );
        await open.refresh();
        if (baseline?.status !== 'done') return; // paused, stopped or failed: the person has the word
      }
      if (this.#stopped) return;
      this.phase = 'model';
      await training.start({ ...request, recipe, role: 'model' });
    });
  }

  /** Goes on with a run that was paused or cut off, on the backend that it began on. */
  resume(open: OpenProject, run: Pick<Run, 'id' | 'role' | 'backend'>): Promise<void> {
    return this.#do(open, async () => {
      this.phase = run.role;
      await training.start({ kind: 'resume', runId: run.id, backend: run.backend });
    });
  }

  async pause(): Promise<void> {
    this.#stopped = true;
    await training.pause();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (training.active) await training.stop();
    else device.stopUnasked();
  }

  async #do(open: OpenProject, work: () => Promise<void>): Promise<void> {
    if (this.phase !== null) return;
    this.#stopped = false;
    try {
      await leader.lead(open.project.name, () => whileWorking(work));
    } catch (thrown) {
      notices.fail(thrown);
    } finally {
      this.phase = null;
      await open.refresh().catch((thrown: unknown) => notices.fail(thrown));
    }
  }
}

/** The training that this page does for a person, step by step. */
export const trainingOrder = new TrainingOrder();
