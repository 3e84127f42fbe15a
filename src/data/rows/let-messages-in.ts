// Lets a worker answer while it works for long: a thread that answers no ping for 15 seconds is taken for hung and ended.

const heldMs = 40;
let since = 0;

/** Gives the thread to waiting messages where it was held for some time; costs nothing where it was not. */
export async function letMessagesIn(): Promise<void> {
  if (performance.now() - since < heldMs) return;
  await new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
  since = performance.now();
}
