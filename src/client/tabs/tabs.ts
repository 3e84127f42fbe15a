// This tab among the others of the browser: its name, what they tell each other, and the lock of the one that leads.
// Knows no work by name: that is the state's to show.
import { leaderLock, tabLock, tabsChannel, type TabMessage } from '../../contract/transport/tabs';

/** This tab's name among the others. */
export const tabId = crypto.randomUUID();

const channel = new BroadcastChannel(tabsChannel);

/** Posts a message to the other tabs. */
export function postToTabs(message: TabMessage): void {
  channel.postMessage(message);
}

/** Receives from the other tabs; holds this tab’s own lock from now on, so that they notice when it is gone. */
export function joinTabs(listener: (message: TabMessage) => void): void {
  channel.onmessage = ({ data }: MessageEvent<TabMessage>) => listener(data);
  void navigator.locks.request(tabLock(tabId), () => new Promise<never>(() => undefined));
  postToTabs({ kind: 'ask' });
}

/** Waits in line for a lock that another tab holds, and does the work while holding it in its place. */
export function inPlaceOf(lock: string, work: () => Promise<void>): Promise<void> {
  return navigator.locks.request(lock, work);
}

/** Does the work unless another tab does work under this lock; then it does nothing. */
export function aloneAmongTabs(lock: string, work: () => Promise<void>): Promise<void> {
  return navigator.locks.request(lock, { ifAvailable: true }, (held) => (held ? work() : undefined));
}

const patienceMs = 1_000; // a successor holds the lock no longer than it takes to look after the runs

/** Leads while the work goes on. Returns false, without having begun, where another tab leads. */
export async function leadTabs(work: () => Promise<void>): Promise<boolean> {
  const patience = AbortSignal.timeout(patienceMs);
  let begun = false;
  try {
    await navigator.locks.request(leaderLock, { signal: patience }, async () => {
      begun = true;
      await work();
    });
    return true;
  } catch (thrown) {
    if (begun || !patience.aborted) throw thrown;
    return false;
  }
}
