// Every request of the page and of its workers, as the browser's own Performance API records it. Never a constant.
import { trafficChannel, trafficEntry, type TrafficEntry } from '../../contract/project/view';

/** Calls `listener` for each request of any thread from now on, and for those of the page before; returns a way to stop. */
export function watchTraffic(listener: (entry: TrafficEntry) => void): () => void {
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as PerformanceResourceTiming[])
      listener(trafficEntry(entry, 'page', { origin: location.origin, timeOrigin: performance.timeOrigin }));
  });
  observer.observe({ type: 'resource', buffered: true });
  const channel = new BroadcastChannel(trafficChannel);
  channel.onmessage = ({ data }: MessageEvent<TrafficEntry>) => listener(data);
  return () => {
    observer.disconnect();
    channel.close();
  };
}
