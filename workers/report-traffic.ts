// Tells the page of every request that this worker makes, so that the count of bytes that left the device covers all threads.
import { trafficChannel, type TrafficEntry } from '../src/contract/view';

export function reportTraffic(thread: string): void {
  const channel = new BroadcastChannel(trafficChannel);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as PerformanceResourceTiming[]) {
      const url = new URL(entry.name);
      const told: TrafficEntry = {
        url: entry.name,
        thread,
        own: url.origin === self.location.origin || url.protocol === 'blob:' || url.protocol === 'data:',
        transferBytes: entry.transferSize,
        at: performance.timeOrigin + entry.startTime,
      };
      channel.postMessage(told);
    }
  }).observe({ type: 'resource', buffered: true });
}
