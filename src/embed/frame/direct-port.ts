// The host's way to the engine worker past this page: offered once a prediction has gone well, withdrawn when the worker ends or other
// models are on offer. Without it the page answers; so nothing here knows of recovery.
import type { RecoveringEngine } from '../../client/workers/recovering-engine';
import { isRecoverable } from '../../client/workers/recovery-budget';
import type { DirectNews } from '../../contract/release/embed';
import { toFault } from '../../contract/transport/fault';
import type { OfferedModel } from '../../contract/release/offered-model';
import type { RateLimiter } from '../../host/rate-limiter';

/** What of a host's limits goes with the port; the page keeps the rest for messages that cross with the offer. */
const givenPart = 0.9;

export class DirectPort {
  readonly #say: (news: DirectNews, ports: MessagePort[]) => void;
  readonly #engine: Pick<RecoveringEngine, 'call'>;
  readonly #limiter: RateLimiter;
  #open: AbortController | undefined;

  /** @param limiter the page's own, which shares its limits with the worker's while the port is open */
  constructor(
    say: (news: DirectNews, ports: MessagePort[]) => void,
    engine: Pick<RecoveringEngine, 'call'>,
    limiter: RateLimiter,
  ) {
    this.#say = say;
    this.#engine = engine;
    this.#limiter = limiter;
  }

  /** Gives the host a port to the engine, which may be asked for these models; nothing where it has one. */
  open(models: OfferedModel[]): void {
    if (this.#open) return;
    const open = (this.#open = new AbortController());
    const { port1, port2 } = new MessageChannel();
    const request = { port: port1, models, allowance: this.#limiter.give(givenPart) };
    this.#engine.call('serveHost', request, { signal: open.signal }).then(
      () => this.#end(open),
      (thrown: unknown) => {
        const isLost = this.#open === open && isRecoverable(toFault(thrown).code);
        this.#end(open);
        // What was under way is now asked of the page: that must not be too many at once.
        if (isLost) this.#limiter.refill();
      },
    );
    this.#say({ direct: 'open' }, [port2]);
  }

  /** Withdraws the port: what was asked over it and not answered, the host asks the page. */
  shut(): void {
    this.#open?.abort();
    this.#end(this.#open);
  }

  #end(open: AbortController | undefined): void {
    if (!open || this.#open !== open) return;
    this.#open = undefined;
    this.#limiter.takeBack();
    this.#say({ direct: 'shut' }, []);
  }
}
