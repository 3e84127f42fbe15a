// Run all: where it is, and how to stop it.
import { clients } from '../client/clients';
import { trainingReleased } from '../client/training-lock';
import type { PipelineResult, Stage } from '../client/pipeline';
import { whileWorking } from '../client/work-lock';
import { HearthError } from '../contract/fault';
import { locale } from './locale.svelte';
import { notices } from './notices.svelte';
import type { OpenProject } from './project.svelte';
import { training } from './training.svelte';

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
    this.running = true;
    this.stopping = false;
    this.projectId = open.id;
    try {
      const { runPipeline } = await import('../client/pipeline');
      const recipe =
        open.project.draft ?? (await clients.data.call('draftRecipe', { projectId: open.id, family: null }));
      return await whileWorking(() =>
        runPipeline(
          clients,
          { projectId: open.id, recipe, backend: open.project.plan.backend, locale: locale.current },
          (event) => {
            if (event.kind === 'stage') {
              this.stage = event.stage;
              this.index = event.index;
            } else if (event.kind === 'train') training.hear(event.event);
          },
          controller.signal,
        ),
      );
    } catch (thrown) {
      const stopped =
        controller.signal.aborted || (thrown instanceof HearthError && thrown.fault.code === 'aborted');
      if (!stopped) notices.fail(thrown);
      await trainingReleased();
      return null;
    } finally {
      this.running = false;
      this.stage = null;
      training.settle();
      await open.refresh().catch((thrown: unknown) => notices.fail(thrown));
    }
  }

  stop(): void {
    this.stopping = true;
    this.#abort?.abort();
  }
}

export const pipeline = new Pipeline();
