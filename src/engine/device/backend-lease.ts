// Who may switch the active backend, and when. All tensor work of this thread shares one active backend: work that is
// under way keeps it, and a switch waits for it to end.
import { HearthError } from '../../contract/transport/fault';
import type { BackendName } from '../../contract/model/run';
import { currentBackend, startBackend } from '../../model/backends/backends';
import { failWhenLost, refuseLost } from './device-loss';

/** Tried where nobody asked for a backend and none is active: these start at once, on every device. */
const quickStart: readonly BackendName[] = ['wasm', 'cpu'];

/** Held until `release` is called; calling it twice changes nothing. */
export interface Hold {
  backend: BackendName;
  release(): void;
}

/** Shared use of the active backend, and exclusive use while it is switched. */
export class BackendLease {
  readonly #avoided: ReadonlySet<BackendName>;
  #holders = 0;
  #tail: Promise<unknown> = Promise.resolve();
  #idle: (() => void)[] = [];
  /** Turns taken or waited for. */
  #waiting = 0;
  #giveWay: (() => void) | null = null;

  /** @param avoided backends that shared use does not start, whatever is wished. */
  constructor(avoided: ReadonlySet<BackendName> = new Set()) {
    this.#avoided = avoided;
  }

  /** Whether anything computes with the active backend. */
  get isHeld(): boolean {
    return this.#holders > 0;
  }

  /**
   * Runs work that may switch backends, once nothing else computes.
   * @param giveWay called where something else waits for the device meanwhile: work that nobody asked for ends itself
   */
  exclusive<T>(work: () => Promise<T>, giveWay: (() => void) | null = null): Promise<T> {
    return this.#inTurn(async () => {
      await this.#whenIdle();
      this.#giveWay = giveWay;
      if (this.#waiting > 1) giveWay?.();
      try {
        return await work();
      } finally {
        this.#giveWay = null;
      }
    });
  }

  /** Switches by `start`, then keeps the backend that it left active. */
  holdAfter<T>(start: () => Promise<T>): Promise<{ value: T; hold: Hold }> {
    return this.exclusive(async () => {
      const value = await start();
      return { value, hold: this.#hold() };
    });
  }

  /**
   * Runs work on the active backend; where nothing computes, on the wished one if it starts. Throws `gpu_lost` or
   * `out_of_memory` where the device fails meanwhile.
   */
  async share<T>(wish: BackendName | null, work: (backend: BackendName) => Promise<T>): Promise<T> {
    const hold = await this.#inTurn(async () => {
      const current = currentBackend();
      if (current !== null) refuseLost(current);
      if (this.#holders === 0) {
        if (wish !== null) refuseLost(wish);
        const wishes = [wish, current, ...quickStart];
        await startFirst(wishes.filter((name) => name !== null && !this.#avoided.has(name)));
      }
      return this.#hold();
    });
    try {
      return await failWhenLost(hold.backend, (lasts) => lasts(work(hold.backend)));
    } finally {
      hold.release();
    }
  }

  #hold(): Hold {
    const backend = currentBackend();
    if (backend === null) throw new HearthError('backend_unavailable', {}, { backend: 'any' });
    this.#holders++;
    let held = true;
    return {
      backend,
      release: () => {
        if (!held) return;
        held = false;
        this.#holders--;
        if (this.#holders > 0) return;
        for (const wake of this.#idle.splice(0)) wake();
      },
    };
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    this.#waiting += 1;
    this.#giveWay?.();
    const turn = this.#tail.then(work).finally(() => (this.#waiting -= 1));
    this.#tail = turn.catch(() => undefined);
    return turn;
  }

  async #whenIdle(): Promise<void> {
    while (this.#holders > 0) await new Promise<void>((wake) => this.#idle.push(wake));
  }
}

async function startFirst(wishes: readonly (BackendName | null)[]): Promise<void> {
  let refusal: unknown = new HearthError('backend_unavailable', {}, { backend: 'any' });
  for (const wish of wishes) {
    if (wish === null) continue;
    try {
      if (wish !== currentBackend()) await startBackend(wish);
      return;
    } catch (thrown) {
      refusal = thrown;
    }
  }
  throw refusal;
}
