// Keeps the tabs of one browser at one picture: the tab that works tells the others, which show it as if it were their own and take
// its place where it dies. Nothing can be ended from here: what runs is its own tab's.
import { clients } from '../../client/workers/clients';
import { inPlaceOf, joinTabs, tabId, postToTabs } from '../../client/tabs/tabs';
import { locksReleased, trainingReleased } from '../../client/tabs/training-lock';
import type { Run } from '../../contract/model/run';
import { jobLock } from '../../contract/project/view';
import {
  leaderLock,
  tabLock,
  type LeadPicture,
  type OpeningPicture,
  type TabMessage,
} from '../../contract/transport/tabs';
import { m } from '../../i18n/paraglide/messages.js';
import { jobs } from '../jobs/jobs.svelte';
import { knownProject } from '../project/known-project';
import { leader } from './leader.svelte';
import { liveRuns } from '../model/live-runs.svelte';
import { notices } from '../app/notices.svelte';
import { openings } from './openings.svelte';
import { route } from '../app/route.svelte';
import { workspace } from '../project/workspace.svelte';

const reportEveryMs = 250;
const lookAfterMs = 3_000;
/** The thread of a tab that died keeps its locks for a moment. */
const lockMs = 5_000;

class Follow {
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The others still believe that something goes on here. */
  #told = false;
  #looked = false;

  constructor() {
    joinTabs((message) => this.#handle(message));
    $effect.root(() => {
      $effect(() => {
        const works = this.#lead() !== null || this.#opening() !== null;
        if (works || this.#told) this.#scheduleReport();
      });
      $effect(() => this.#lookAfterJobs(route.current.kind));
    });
  }

  /** Once a screen stands that reads the store: nobody waits for it, and nothing else opens the store for it. */
  #lookAfterJobs(screen: typeof route.current.kind): void {
    if (this.#looked || (screen !== 'start' && screen !== 'project')) return;
    this.#looked = true;
    setTimeout(() => void goOn(), lookAfterMs);
  }

  #lead(): LeadPicture | null {
    if (leader.projectName === null) return null;
    return { projectName: leader.projectName, jobs: jobs.all.map((job) => job.picture()) };
  }

  #opening(): OpeningPicture | null {
    return workspace.opening === null
      ? openings.here
      : { what: workspace.opening, progress: workspace.progress };
  }

  #scheduleReport(): void {
    this.#timer ??= setTimeout(() => this.#report(), reportEveryMs);
  }

  #report(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const [lead, opening] = [this.#lead(), this.#opening()];
    this.#told = lead !== null || opening !== null;
    postToTabs({ kind: 'picture', tab: tabId, lead, opening });
  }

  #handle(message: TabMessage): void {
    if (message.kind === 'ask') {
      if (this.#lead() ?? this.#opening()) this.#report();
      return;
    }
    if (message.kind === 'queue') return void readQueue();
    const { tab, lead, opening } = message;
    this.#onOpening(tab, opening);
    if (lead && leader.projectName === null) this.#show(tab, lead);
    else if (!lead && leader.elsewhere?.tab === tab) {
      this.#settle();
      void goOn(); // what was queued as it ended
    }
  }

  #show(tab: string, lead: LeadPicture): void {
    const isNew = leader.elsewhere?.tab !== tab;
    leader.elsewhere = { tab, projectName: lead.projectName };
    jobs.show(lead.jobs);
    if (isNew) void readQueue();
    if (isNew)
      void inPlaceOf(leaderLock, () => this.#succeed(tab)).catch((thrown) => notices.fail(thrown, null));
  }

  #settle(): void {
    leader.elsewhere = null;
    jobs.show([]);
  }

  /** The leader's lock came to this tab: its run, if it was cut off, is marked as such and offered. */
  async #succeed(tab: string): Promise<void> {
    const follows = () => leader.elsewhere?.tab === tab;
    if (!follows()) return;
    const run = liveRuns.active?.run ?? null;
    const ids = jobs.all.flatMap(({ record }) => record?.id ?? []);
    await trainingReleased(run?.id ?? null);
    await locksReleased(ids.map(jobLock), lockMs);
    const cutOff = await clients.data.call('markInterrupted', null);
    if (!follows()) return;
    this.#settle();
    if (run && cutOff.includes(run.id)) offerResume(run);
    void goOn();
  }

  #onOpening(tab: string, opening: OpeningPicture | null): void {
    const known = openings.elsewhere.has(tab);
    if (!opening && !known) return;
    openings.update(tab, opening);
    // A tab that dies tells nothing more: its lock does.
    if (opening && !known) void inPlaceOf(tabLock(tab), async () => openings.update(tab, null));
  }
}

/** Carries out what waits; whatever goes wrong in it is told there. */
async function goOn(): Promise<void> {
  await (await import('../jobs/carry-out')).goOn();
}

async function readQueue(): Promise<void> {
  await (await import('../jobs/queue.svelte')).queue.read();
}

function offerResume({ number, projectId }: Run): void {
  const action = { label: m.storage_to_run(), run: () => route.go(route.toStep(projectId, 'model')) };
  notices.show(m.storage_leader_gone({ number }), 'warn', action, knownProject(projectId));
}

/** This tab's view of what the others do. */
export const follow = new Follow();
