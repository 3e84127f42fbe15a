// Which tab leads: one at a time carries jobs out, from the first to the last that waits. What the leader shows is follow.svelte.ts.
import { leadTabs } from '../../client/tabs/tabs';

/** Another tab that leads. */
interface OtherLeader {
  tab: string;
  projectName: string;
}

class Leader {
  /** This tab leads, now for this project. */
  projectName = $state<string | null>(null);
  /** What another tab told of leading. */
  elsewhere = $state.raw<OtherLeader | null>(null);

  /** Leads while the work goes on. Returns false, without having begun, where another tab leads. */
  lead(projectName: string, work: () => Promise<void>): Promise<boolean> {
    return leadTabs(async () => {
      this.elsewhere = null;
      this.projectName = projectName;
      try {
        await work();
      } finally {
        this.projectName = null;
      }
    });
  }
}

/** This tab's place among those of the browser. */
export const leader = new Leader();
