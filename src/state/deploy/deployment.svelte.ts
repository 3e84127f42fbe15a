// What people do with model versions: register, verify, measure, export, ask for approval, promote. Not for predictions: serving.svelte.ts.
import { SvelteSet } from 'svelte/reactivity';
import { clients } from '../../client/workers/clients';
import type { VersionCard, WrittenCard } from '../../contract/release/card';
import type { ModelVersion } from '../../contract/release/version';
import { locale } from '../app/locale.svelte';
import { noticeProject } from '../app/notice-place';
import { notices } from '../app/notices.svelte';
import type { OpenProject } from '../project/project.svelte';

/** What can be asked for, named by what it does. */
export type DeploymentWork = 'register' | 'verify' | 'latency' | 'export' | 'request' | 'promote' | 'card';

/** What such work writes, but for the judgement of a run: that is announced. */
const releaseTables = ['versions', 'versionFacts', 'promotions', 'reviews'];

export class Deployment {
  readonly #open: () => OpenProject;
  /** What is under way or waits its turn: a press is never lost because something else still runs. */
  readonly #asked = new SvelteSet<DeploymentWork>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(open: () => OpenProject) {
    this.#open = open;
  }

  /** Whether this work was asked for and is not done; its button shows it. */
  isDoing(work: DeploymentWork): boolean {
    return this.#asked.has(work);
  }

  /** Judges the run where that was not done, and registers it. */
  register(runId: string): Promise<ModelVersion | null> {
    return this.#doing('register', async (open) => {
      if (!open.view.judgements.some((judgement) => judgement.runId === runId))
        await clients.engine.call('judge', { runId });
      return clients.data.call('registerVersion', { runId, locale: locale.current });
    });
  }

  /** Hashes the stored weights again. */
  verify(versionId: string): Promise<{ holds: boolean } | null> {
    return this.#doing('verify', () => clients.data.call('verifyVersion', { versionId }));
  }

  measureLatency(versionId: string): Promise<unknown> {
    return this.#doing('latency', () => clients.engine.call('measureLatency', { versionId }));
  }

  /** The TF.js layers-model zip, compared with the version before it is given. */
  exportModel(versionId: string): Promise<Blob | null> {
    return this.#doing('export', () =>
      clients.engine.call('exportModel', { versionId, locale: locale.current }),
    );
  }

  requestReview(versionId: string, reviewerId: string): Promise<unknown> {
    return this.#doing('request', () => clients.data.call('requestReview', { versionId, reviewerId }));
  }

  /** Names the champion; without an approval `waiver` says why none was needed. */
  promote(versionId: string, waiver: string | null): Promise<unknown> {
    return this.#doing('promote', () => clients.data.call('promoteVersion', { versionId, waiver }));
  }

  /** Signs for the card's text, as whoever acts, else under a name; false where it was refused (the person is told). */
  async saveCard(versionId: string, card: WrittenCard, name: string): Promise<boolean> {
    const work = () => clients.data.call('saveCard', { versionId, card: $state.snapshot(card), name });
    return (await this.#doing('card', work)) !== null;
  }

  /** The card in the page's language. Called again with whatever else it follows from: `_depends` is not read. */
  async readCard(versionId: string, ..._depends: unknown[]): Promise<VersionCard | null> {
    try {
      return await clients.data.call('versionCard', { versionId, locale: locale.current });
    } catch (thrown) {
      notices.fail(thrown);
      return null;
    }
  }

  /** Runs the work after what was asked for before it; null where it is under way already, or fails (the person is told). */
  async #doing<Value>(
    work: DeploymentWork,
    run: (open: OpenProject) => Promise<Value>,
  ): Promise<Value | null> {
    if (this.#asked.has(work)) return null;
    this.#asked.add(work);
    const open = this.#open();
    const turn = this.#last.then(() => run(open));
    this.#last = turn.catch(() => undefined);
    try {
      const value = await turn;
      await open.refresh(...releaseTables);
      return value;
    } catch (thrown) {
      notices.fail(thrown, noticeProject(open));
      return null;
    } finally {
      this.#asked.delete(work);
    }
  }
}
