// What left the device, counted from the browser's own record of requests.
import { watchTraffic } from '../client/traffic';
import type { TrafficEntry } from '../contract/view';

class Traffic {
  /** The last 500 requests of all threads. */
  entries = $state.raw<TrafficEntry[]>([]);
  ownRequests = $state(0);
  ownBytes = $state(0);
  foreignRequests = $state(0);
  /** Bytes that went to another origin: at least the address itself of each request. */
  bytesLeft = $state(0);

  constructor() {
    watchTraffic((entry) => {
      this.entries = [...this.entries.slice(-499), entry];
      if (entry.own) {
        this.ownRequests += 1;
        this.ownBytes += entry.transferBytes;
      } else {
        this.foreignRequests += 1;
        this.bytesLeft += new TextEncoder().encode(entry.url).length;
      }
    });
  }
}

export const traffic = new Traffic();
