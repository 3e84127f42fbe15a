// Who wants to know how the store stands, and what must be done before this thread lets go of it for a newer app.
import type { StoreState } from '../../contract/transport/store-state';

const watchers = new Set<(state: StoreState) => void>();
const duties = new Set<() => Promise<void>>();

/** Calls `watcher` at every change from now on. */
export function watchStore(watcher: (state: StoreState) => void): void {
  watchers.add(watcher);
}

/** Publishes the state to all watchers. */
export function publishStoreState(state: StoreState): void {
  for (const watcher of watchers) watcher(state);
}

/** Has work finished, such as a checkpoint written, before the store is given up for a newer app. */
export function beforeGivingWay(duty: () => Promise<void>): void {
  duties.add(duty);
}

/** Does all of it; what fails must not keep the newer app waiting. */
export async function finishBeforeGivingWay(): Promise<void> {
  await Promise.allSettled([...duties].map((duty) => duty()));
}
