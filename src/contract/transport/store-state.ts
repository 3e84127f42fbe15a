// How the store stands, as a worker tells its page without being asked.

/**
 * `waiting`: another tab holds an older layout open; the opening goes on once it lets go. `open`: it has. `outdated`: a newer app
 * took the store over, this one let go of it. `newer`: the data is of a newer app, nothing of it was touched. `cleared`: the browser
 * took the data away under our hands; what is asked for next is a new, empty store. `full`, `closed`: it closed the store, whose data are
 * still there, because the disk is full, or for a reason of its own; what is asked for next opens it again.
 */
export type StoreState = 'waiting' | 'open' | 'outdated' | 'newer' | 'cleared' | 'full' | 'closed';

/** What a worker posts beside the answers to calls. */
export interface WorkerNotice {
  kind: 'store';
  state: StoreState;
}
