// The runs that train now, here or in another tab, by id. One at a time trains in a browser profile; screens ask for their own.
import type { Run } from '../../contract/model/run';
import type { RunPicture } from '../../contract/transport/tabs';
import { LiveRun } from './live-run.svelte';

class LiveRuns {
  #runs = $state.raw<ReadonlyMap<string, LiveRun>>(new Map());

  /** The run that trains, of whatever project. */
  get active(): LiveRun | null {
    return [...this.#runs.values()].find((live) => live.active) ?? null;
  }

  /** The run of a project that trains. */
  of(projectId: string): LiveRun | null {
    const live = this.active;
    return live?.run.projectId === projectId ? live : null;
  }

  /** A run began, or goes on. */
  begin(run: Run): LiveRun {
    const known = this.#runs.get(run.id);
    if (known) return known;
    const live = new LiveRun(run);
    this.#runs = new Map([...this.#runs, [run.id, live]]);
    return live;
  }

  /** Shows a run that another tab trains. */
  show(picture: RunPicture): LiveRun {
    const live = this.begin(picture.run);
    live.show(picture);
    return live;
  }

  /** The run trains no more; from now on its record tells of it. */
  end(live: LiveRun): void {
    live.settle();
    this.#runs = new Map([...this.#runs].filter(([id]) => id !== live.id));
  }
}

export const liveRuns = new LiveRuns();
