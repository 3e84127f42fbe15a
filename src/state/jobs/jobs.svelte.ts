// The jobs that a person began, here or in another tab, until they end: trainings, searches and Run all. The engine carries them out; the page
// starts, asks and watches.
import { whileWorking } from '../../client/tabs/work-lock';
import { trainingReleased } from '../../client/tabs/training-lock';
import { clients } from '../../client/workers/clients';
import type { JobEvent, JobRecord, JobRequest } from '../../contract/project/job-record';
import type { Recipe } from '../../contract/model/recipe';
import type { Run } from '../../contract/model/run';
import type { Budget, Study } from '../../contract/model/search/study';
import { fromFault } from '../../contract/transport/fault';
import type { JobPicture } from '../../contract/transport/tabs';
import { runFault } from '../../domain/run-fault';
import { locale } from '../app/locale.svelte';
import { noticeProject } from '../app/notice-place';
import { notices } from '../app/notices.svelte';
import { device } from '../architecture/device.svelte';
import { draftOf, recipeForAll } from '../model/recipe-draft';
import type { OpenProject } from '../project/project.svelte';
import { leader } from '../tabs/leader.svelte';
import { LiveJob } from './live-job.svelte';

class Jobs {
  #all = $state.raw<readonly LiveJob[]>([]);

  get all(): readonly LiveJob[] {
    return this.#all;
  }

  /** Something trains or runs all steps, in any tab. */
  get isBusy(): boolean {
    return this.#all.length > 0;
  }

  /** The job of a project. */
  of(projectId: string): LiveJob | null {
    return this.#all.find((job) => job.projectId === projectId) ?? null;
  }

  /** Trains a recipe of the open project; the baseline first, where its partition has none. */
  train(open: OpenProject, recipe: Recipe): Promise<JobRecord | null> {
    const { backend } = open.project.plan;
    const live = new LiveJob(open.id, 'train');
    return this.#carryOut(open, live, async () => ({ kind: 'train', projectId: open.id, recipe, backend }));
  }

  /** Which fold of a cross-validation trains, and of how many; null where none does. */
  folds = $state.raw<{ held: number; count: number } | null>(null);

  /** Trains a recipe over its folds, one after another; those that were evaluated are not trained again. Ends where one is stopped. */
  async crossValidate(open: OpenProject, recipe: Recipe): Promise<void> {
    const { crossValidation, foldOf, withFold } = await import('../../domain/choice/cross-validation');
    const { fold } = foldOf(recipe);
    if (!fold || this.isBusy) return;
    try {
      for (let held = 1; held <= fold.count; held++) {
        const done = crossValidation(open.view, fold, []).runs.some((each) => each.held === held);
        if (done) continue;
        this.folds = { held, count: fold.count };
        const ended = await this.train(open, withFold(recipe, held));
        if (ended?.status !== 'done') return;
      }
    } finally {
      this.folds = null;
    }
  }

  /** Goes on with a run that was paused or interrupted, on the backend that it began on. */
  resume(open: OpenProject, run: Pick<Run, 'id' | 'role'>): Promise<JobRecord | null> {
    const live = new LiveJob(open.id, 'resume', run.role);
    return this.#carryOut(open, live, async () => ({ kind: 'resume', projectId: open.id, runId: run.id }));
  }

  /** Runs every step that needs no answer; a recipe that nobody chose is searched for. */
  runAll(open: OpenProject): Promise<JobRecord | null> {
    return this.#carryOut(open, new LiveJob(open.id, 'run-all'), async () => ({
      kind: 'run-all',
      projectId: open.id,
      ...(await recipeForAll(open)),
      backend: open.project.plan.backend,
      locale: locale.current,
    }));
  }

  /** Searches for a good model of the open project's target until the budget is used; `known`: the study that goes on, by its own plan. */
  find(open: OpenProject, budget: Budget, known: Study | null = null): Promise<JobRecord | null> {
    return this.#carryOut(open, new LiveJob(open.id, 'find'), async () => ({
      kind: 'find',
      projectId: open.id,
      recipe: known?.plan.candidates[0]?.recipe ?? (await draftOf(open)),
      backend: open.project.plan.backend,
      budget,
      studyId: known?.id ?? null,
    }));
  }

  /** Shows what another tab carries out. */
  show(pictures: readonly JobPicture[]): void {
    const shown = pictures.map((picture) => {
      const known = this.#all.find(
        ({ projectId, kind, record }) =>
          projectId === picture.projectId &&
          kind === picture.kind &&
          (!record || record.id === picture.record?.id),
      );
      return { picture, job: known ?? new LiveJob(picture.projectId, picture.kind, picture.resumedRole) };
    });
    for (const job of this.#all) if (!shown.some((each) => each.job === job)) job.settle();
    for (const { picture, job } of shown) job.show(picture);
    this.#all = shown.map(({ job }) => job);
  }

  /** Gives the job's record when it ended; null where it could not begin (the person was told). */
  async #carryOut(
    open: OpenProject,
    live: LiveJob,
    requestOf: () => Promise<JobRequest>,
  ): Promise<JobRecord | null> {
    if (this.isBusy) return null;
    live.project = noticeProject(open);
    let ended: JobRecord | null = null;
    try {
      await leader.lead(open.project.name, () =>
        whileWorking(async () => {
          this.#all = [live];
          try {
            const request = await requestOf();
            device.stopUnasked(); // nobody waits for a measurement that began by itself
            const onEvent = (event: JobEvent) => live.handle(event);
            ended = await clients.engine.call('startJob', request, { onEvent });
            const fault = runFault(ended);
            if (fault && !live.isTold) notices.fail(fromFault(fault), live.project);
          } catch (thrown) {
            if (live.training) await trainingReleased(live.training.id);
            throw thrown;
          } finally {
            this.#all = [];
            live.settle();
            await open.refresh().catch((thrown: unknown) => notices.fail(thrown, live.project));
          }
        }),
      );
    } catch (thrown) {
      notices.fail(thrown, live.project);
    }
    const trained = live.training?.run;
    // What trains without a backend says nothing of how much a measured device would save.
    if (trained && trained.backend !== null && trained.history.length > 0)
      device.measureInBackground(trained.secondsTrained);
    void import('./pending').then(({ continuePending }) => continuePending());
    return ended;
  }
}

/** What this page knows of the jobs under way. */
export const jobs = new Jobs();
