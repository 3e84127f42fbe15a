// The app's end of a port to a host page: what comes is weighed, counted, held against its schema, and only then looked up in a table.
// It stands in the frame's page and in the engine worker alike. Not for the handshake: embed/frame/handshake.ts. Not for what the methods
// do: methods.ts.
import * as v from 'valibot';
import { embedLimits } from '../contract/release/embed-limits';
import {
  hostRequest,
  type EmbedFault,
  type FrameEvents,
  type FromFramePort,
  type HostRequest,
} from '../contract/release/embed';
import { weighMessage } from './weigh-message';
import { embedFault } from './embed-fault';
import { RateLimiter } from './rate-limiter';

/** What a method gives, or throws. */
export type HostMethod = (request: HostRequest) => Promise<unknown>;
export type HostMethods = ReadonlyMap<string, HostMethod>;

/** The part of a MessagePort that is used. */
export type Post = (message: FromFramePort) => void;

export class HostChannel {
  readonly #post: Post;
  readonly #methods: HostMethods;
  readonly #limiter: RateLimiter;
  /** Requests up to this number were taken: one that comes again is a replay. */
  #taken = 0;

  constructor(post: Post, methods: HostMethods, limiter = new RateLimiter(embedLimits)) {
    this.#post = post;
    this.#methods = methods;
    this.#limiter = limiter;
  }

  /** Takes a message; what is poisoned, oversized, replayed or nameless is dropped without an answer. */
  receive(data: unknown): void {
    const withinRate = this.#limiter.take();
    if (withinRate && !Number.isFinite(weighMessage(data) ?? NaN)) return;
    const id = numberOf(data);
    if (id === null || id <= this.#taken) return;
    if (!withinRate) {
      this.#fail(id, 'too_many');
      return;
    }
    this.#taken = id;
    const { success, output } = v.safeParse(hostRequest, data);
    const method = success ? this.#methods.get(output.method) : undefined;
    if (!success || !method) this.#fail(id, 'request_invalid');
    else
      method(output).then(
        (value) => this.#post({ id, value }),
        (thrown: unknown) => this.#post({ id, error: embedFault(thrown) }),
      );
  }

  /** Sends the host an event that it did not ask for. */
  emit<Name extends keyof FrameEvents>(event: Name, value: FrameEvents[Name]): void {
    this.#post({ event, value } as FromFramePort);
  }

  #fail(id: number, code: EmbedFault['code']): void {
    this.#post({ id, error: { code, place: {}, fault: null } });
  }
}

/** The number of a request, from its own field alone. */
function numberOf(data: unknown): number | null {
  if (typeof data !== 'object' || data === null || !Object.hasOwn(data, 'id')) return null;
  const { id } = data as { id: unknown };
  return typeof id === 'number' && Number.isSafeInteger(id) && id > 0 ? id : null;
}
