// One entry a request, where two threads saw it: the service worker on its way out, and whoever made it when it was answered.
import type { TrafficEntry } from '../../contract/project/view';

/** What an entry is to the record: a request of its own, the same one as an entry before, or one that is there already. */
export type Seen = { kind: 'new' } | { kind: 'replaces'; before: TrafficEntry } | { kind: 'known' };

interface Sightings {
  /** Told by the service worker and shown as such, until who made it tells of it. */
  passed: TrafficEntry[];
  /** Told by who made it before the service worker's word of it came. */
  ahead: number;
}

/** How long one's word may come after the other's. */
const togetherMs = 60_000;

export class TrafficLedger {
  readonly #open = new Map<string, Sightings>();

  /** Takes an entry as it comes; the service worker's word counts at once, the size comes with the other. */
  take(entry: TrafficEntry): Seen {
    if (entry.thread === 'service-worker' && !entry.passed) return { kind: 'new' }; // its own request
    if (entry.kept) return { kind: 'new' };
    const open = this.#open.get(entry.url) ?? { passed: [], ahead: 0 };
    this.#open.set(entry.url, open);
    open.passed = open.passed.filter(({ at }) => Math.abs(entry.at - at) < togetherMs);
    if (entry.passed) {
      if (open.ahead > 0) {
        open.ahead -= 1;
        return { kind: 'known' };
      }
      open.passed.push(entry);
      return { kind: 'new' };
    }
    const before = open.passed.shift();
    if (before) return { kind: 'replaces', before };
    if (entry.asked) open.ahead += 1;
    return { kind: 'new' };
  }
}
