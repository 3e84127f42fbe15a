// What left the device, counted from the browser's own record of requests.
import { watchTraffic } from '../../client/traffic/traffic';
import { TrafficLedger } from '../../client/traffic/traffic-ledger';
import type { TrafficEntry } from '../../contract/project/view';

/** Requests that are listed, the latest; counted are all. Keeping the app for offline use asks for some 500 files by itself. */
const mostListed = 1500;

class Traffic {
  /** The latest requests of all threads. */
  entries = $state.raw<TrafficEntry[]>([]);
  ownRequests = $state(0);
  ownBytes = $state(0);
  foreignRequests = $state(0);
  /** Bytes that went to another origin: at least the address itself of each request. */
  bytesLeft = $state(0);

  /** Answers from what is kept on this device, without the network. */
  keptAnswers = $state(0);
  readonly #ledger = new TrafficLedger();

  constructor() {
    watchTraffic((entry) => this.#handle(entry));
  }

  #handle(entry: TrafficEntry): void {
    const seen = this.#ledger.take(entry);
    if (seen.kind === 'known') return;
    if (seen.kind === 'replaces') {
      this.entries = this.entries.map((each) => (each === seen.before ? entry : each));
      if (entry.own) this.ownBytes += entry.transferBytes;
      return;
    }
    this.entries = [...this.entries.slice(1 - mostListed), entry];
    if (entry.kept) this.keptAnswers += 1;
    else if (entry.own) {
      this.ownRequests += 1;
      this.ownBytes += entry.transferBytes;
    } else {
      this.foreignRequests += 1;
      this.bytesLeft += new TextEncoder().encode(entry.url).length;
    }
  }
}

export const traffic = new Traffic();
