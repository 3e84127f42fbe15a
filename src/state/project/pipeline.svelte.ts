// Run all: where it is, and how to stop it.
import { clients } from '../../client/workers/clients';
import { trainingReleased } from '../../client/tabs/training-lock';
import type { PipelineResult } from '../../client/pipeline';
import { whileWorking } from '../../client/tabs/work-lock';
import { HearthError } from '../../contract/transport/fault';
import type { Stage } from '../../contract/project/stage';
import type { LeadPicture } from '../../contract/transport/tabs';
import { leader } from '../tabs/leader.svelte';
import { locale } from '../app/locale.svelte';
import { notices } from '../app/notices.svelte';
import type { OpenProject } from './project.svelte';
import { training } from '../model/training.svelte';

class Pipeline {
  stage = $state<Stage | null>(null);
  index = $state(0);
  readonly count = 8;
  running = $state(false);
  /** Stop was asked and is not yet reached. */
  stopping = $state(false);
  projectId = $state<string | null>(null);
  #abort: AbortController | undefined;

  /** Runs every step that needs no answer; null where it was stopped or failed (the person was told). */
  async run(open: OpenProject): Promise<PipelineResult | null> {
    const controller = (this.#abort = new AbortController());
    let result: PipelineResult | null = null;
    try {
      await leader.lead(open.project.name, () =>
        whileWorking(async () => {
          result = await this.#runAll(open, controller.signal);
        }),
      );
    } catch (thrown) {
      const stopped =
        controller.signal.aborted || (thrown instanceof HearthError && thrown.fault.code === 'aborted');
      if (!stopped) notices.fail(thrown);
    }
    return result;
  }

  async #runAll(open: OpenProject, signal: AbortSignal): Promise<PipelineResult> {
    this.running = true;
    this.stopping = false;
    this.projectId = open.id;
    try {
      const { runPipeline } = await import('../../client/pipeline');
      const recipe =
        open.project.draft ?? (await clients.data.call('draftRecipe', { projectId: open.id, family: null }));
      return await runPipeline(
        clients,
        { projectId: open.id, recipe, backend: open.project.plan.backend, locale: locale.current },
        (event) => {
          if (event.kind === 'stage') {
            this.stage = event.stage;
            this.index = event.index;
          } else if (event.kind === 'train') training.hear(event.event);
        },
        signal,
      );
    } catch (thrown) {
      await trainingReleased();
      throw thrown;
    } finally {
      this.running = false;
      this.stage = null;
      training.settle();
      await open.refresh().catch((thrown: unknown) => notices.fail(thrown));
    }
  }

  /** Shows what another tab runs, or that it has ended. */
  show(picture: LeadPicture['pipeline']): void {
    this.running = picture !== null;
    this.stage = picture?.stage ?? null;
    if (picture) Object.assign(this, picture);
  }

  stop(): void {
    this.stopping = true;
    this.#abort?.abort();
  }
}

export const pipeline = new Pipeline();
