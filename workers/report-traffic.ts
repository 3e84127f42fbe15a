// Reports to the page every request that this worker makes, so that the count of bytes that left the device covers all threads.
import { trafficChannel, trafficEntry, type TrafficEntry } from '../src/contract/project/view';

export function reportTraffic(thread: string): void {
  const channel = new BroadcastChannel(trafficChannel);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as PerformanceResourceTiming[])
      channel.postMessage(
        trafficEntry(entry, thread, { origin: self.location.origin, timeOrigin: performance.timeOrigin }),
      );
  }).observe({ type: 'resource', buffered: true });
}

/** Reports a request that the service worker saw and let go: whoever made it may end before it can report it itself. */
export function reportPassed(request: Request): void {
  const channel = (passedChannel ??= new BroadcastChannel(trafficChannel));
  const told: TrafficEntry = {
    url: request.url,
    thread: 'service-worker',
    own: new URL(request.url).origin === self.location.origin,
    transferBytes: 0,
    at: Date.now(),
    passed: true,
  };
  channel.postMessage(told);
}
let passedChannel: BroadcastChannel | undefined;
