// Whether anything is under way in any tab that a reload would cut: told by Web Locks, which die with their tab.
import { trainingLock, workLock } from '../../contract/project/view';

/** Keeps every tab from being reloaded for an update while `work` goes on. It waits for nothing. */
export function whileWorking<T>(work: () => Promise<T>): Promise<T> {
  const going = work();
  const ended = going.then(
    () => undefined,
    () => undefined,
  );
  void navigator.locks.request(workLock, { mode: 'shared' }, () => ended);
  return going;
}

/** What goes on now, in any tab. */
export async function whatGoesOn(): Promise<'nothing' | 'training' | 'work'> {
  const { held = [] } = await navigator.locks.query();
  if (held.some(({ name }) => name === trainingLock)) return 'training';
  return held.some(({ name, mode }) => name === workLock && mode === 'shared') ? 'work' : 'nothing';
}

/** Waits until no tab trains or works, then acts while none can begin to. */
export async function whenIdle(act: () => Promise<void>): Promise<void> {
  for (;;) {
    const outcome = await navigator.locks.request(workLock, async () => {
      // Work that began while this waited stands behind it in the queue, and is under way all the same.
      const { pending = [] } = await navigator.locks.query();
      if (pending.some(({ name, mode }) => name === workLock && mode === 'shared')) return 'busy';
      return navigator.locks.request(trainingLock, { ifAvailable: true }, async (lock) => {
        if (!lock) return 'training';
        await act();
        return 'done';
      });
    });
    if (outcome === 'done') return;
    if (outcome === 'training') await navigator.locks.request(trainingLock, () => undefined);
  }
}
