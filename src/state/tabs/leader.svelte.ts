// Which tab leads: one at a time trains or runs all steps, from its first stage to its last. What the leader shows is follow.svelte.ts.
import { leadTabs, postToTabs } from '../../client/tabs/tabs';
import { HearthError } from '../../contract/transport/fault';

/** Another tab that leads. */
interface OtherLeader {
  tab: string;
  projectName: string;
}

const answerWithinMs = 1_000;

class Leader {
  /** This tab leads, for this project. */
  projectName = $state<string | null>(null);
  elsewhere = $state.raw<OtherLeader | null>(null);
  #waiting: (() => void)[] = [];

  /** Leads while the work goes on. Throws `run_busy`, naming the project of the other tab, where that one leads. */
  async lead(projectName: string, work: () => Promise<void>): Promise<void> {
    const led = await leadTabs(async () => {
      this.elsewhere = null;
      this.projectName = projectName;
      try {
        await work();
      } finally {
        this.projectName = null;
      }
    });
    if (led) return;
    const project = await this.#otherProject();
    throw new HearthError('run_busy', {}, { where: 'tab', ...(project === null ? {} : { project }) });
  }

  /** Another tab told that it leads, or no longer. */
  follow(other: OtherLeader | null): void {
    this.elsewhere = other;
    for (const wake of this.#waiting.splice(0)) wake();
  }

  /** Two tabs that begin together know nothing of each other yet: the one that leads is asked for its name. */
  async #otherProject(): Promise<string | null> {
    if (!this.elsewhere) {
      postToTabs({ kind: 'ask' });
      await new Promise<void>((wake) => {
        this.#waiting.push(wake);
        setTimeout(wake, answerWithinMs);
      });
    }
    return this.elsewhere?.projectName ?? null;
  }
}

/** This tab's place among those of the browser. */
export const leader = new Leader();
