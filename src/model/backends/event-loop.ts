// Turns of the event loop, so that messages (pause, stop, predict) come through between steps.
// Not a timer: nested timers are held back to 4 ms, which a small net's step does not take.

/** Resolves in a new task. Not `scheduler.yield`, whose continuation would overtake waiting messages. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** Gives the event loop a turn where so many milliseconds have passed since the last one. */
export function turnsOf(ms: number): () => Promise<void> {
  let turnAt = performance.now();
  return async () => {
    if (performance.now() - turnAt < ms) return;
    await nextTask();
    turnAt = performance.now();
  };
}
