// The host's end of its ports: each call gets a number and waits for the answer that carries it; events go to who listens. One port
// leads to the frame's page; a second, which comes and goes, past it to the engine. Not for how the first comes about: connect.ts.
import type { FromFramePort, HostRequest } from '../../contract/release/embed';
import { embedLimits } from '../../contract/release/embed-limits';
import { weighMessage } from '../../host/weigh-message';
import { HearthEmbedError } from './embed-error';
import type { Connection, EmbedEvents, Inputs, Model, Prediction } from './hearth-embed.d.ts';

interface Waiting {
  id: number;
  asked: Asked;
  /** Where it was asked. */
  port: MessagePort;
  resolve(value: unknown): void;
  reject(error: HearthEmbedError): void;
  timer: ReturnType<typeof setTimeout>;
}
type Answer = Extract<FromFramePort, { id: number }>;
type Listener = (event: never) => void;
type PredictRequest = Extract<HostRequest, { method: 'predict' }>;
type Asked = { method: 'models' } | Omit<PredictRequest, 'id'>;

export class FrameConnection implements Connection {
  readonly #page: MessagePort;
  #direct: MessagePort | null = null;
  readonly #timeoutMs: number;
  readonly #onClose: () => void;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners: Record<keyof EmbedEvents, Set<Listener>> = {
    resize: new Set(),
    prediction: new Set(),
  };
  #height: EmbedEvents['resize'] | null = null;
  #last = 0;
  #closed = false;

  constructor(port: MessagePort, timeoutMs: number, onClose: () => void) {
    this.#page = port;
    this.#timeoutMs = timeoutMs;
    this.#onClose = onClose;
    port.onmessage = ({ data, ports }: MessageEvent<FromFramePort>) => {
      if ('direct' in data) this.#lead(data.direct === 'open' ? (ports[0] ?? null) : null);
      else if ('event' in data) this.#report(data);
      else this.#settle(data);
    };
    // Told by browsers where the other end is gone: the frame was removed, or loaded anew.
    port.addEventListener('close', () => this.close());
  }

  predict(inputs: Inputs, options?: { model?: string }): Promise<Prediction>;
  predict(inputs: readonly Inputs[], options?: { model?: string }): Promise<Prediction[]>;
  async predict(
    inputs: Inputs | readonly Inputs[],
    { model }: { model?: string } = {},
  ): Promise<Prediction | Prediction[]> {
    const several = Array.isArray(inputs);
    const rows = (several ? inputs : [inputs]) as PredictRequest['rows'];
    if (several && rows.length === 0) return [];
    if (rows.length > embedLimits.rows) throw new HearthEmbedError('too_large');
    const answers = (await this.#ask({ method: 'predict', model: model ?? null, rows })) as Prediction[];
    return several ? answers : answers[0]!;
  }

  async models(): Promise<Model[]> {
    return (await this.#ask({ method: 'models' })) as Model[];
  }

  on<Name extends keyof EmbedEvents>(name: Name, listener: (event: EmbedEvents[Name]) => void): () => void {
    const listeners = this.#listeners[name];
    listeners.add(listener);
    if (name === 'resize' && this.#height) (listener as (event: EmbedEvents['resize']) => void)(this.#height);
    return () => void listeners.delete(listener);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#page.close();
    this.#direct?.close();
    this.#onClose();
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(new HearthEmbedError('closed'));
    }
    this.#waiting.clear();
  }

  #ask(asked: Asked): Promise<unknown> {
    if (this.#closed) return Promise.reject(new HearthEmbedError('closed'));
    const weight = weighMessage(asked);
    // The frame drops such messages without a word; here one can still say why.
    if (weight === null) return Promise.reject(new HearthEmbedError('request_invalid'));
    if (weight === Infinity) return Promise.reject(new HearthEmbedError('too_large'));
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        id: 0,
        // A host may change its rows meanwhile, and they may have to be sent again.
        asked: this.#direct ? structuredClone(asked) : asked,
        port: this.#page,
        resolve,
        reject,
        timer: setTimeout(() => {
          this.#waiting.delete(waiting.id);
          reject(new HearthEmbedError('timeout'));
        }, this.#timeoutMs),
      };
      this.#send(waiting);
    });
  }

  #send(waiting: Waiting): void {
    waiting.id = ++this.#last;
    waiting.port = this.#direct ?? this.#page;
    this.#waiting.set(waiting.id, waiting);
    waiting.port.postMessage({ id: waiting.id, ...waiting.asked } satisfies HostRequest);
  }

  /** Takes the port to the engine, or lets it go: what was asked over it and not answered is then asked of the page. */
  #lead(direct: MessagePort | null): void {
    const old = this.#direct;
    old?.close();
    this.#direct = direct;
    if (direct) direct.onmessage = ({ data }: MessageEvent<Answer>) => this.#settle(data);
    for (const waiting of [...this.#waiting.values()]) {
      if (waiting.port !== old) continue;
      this.#waiting.delete(waiting.id);
      this.#send(waiting);
    }
  }

  #report(message: Extract<FromFramePort, { event: unknown }>): void {
    if (message.event === 'resize') this.#height = message.value;
    for (const listener of this.#listeners[message.event]) listener(message.value as never);
  }

  #settle(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    if (!waiting) return;
    this.#waiting.delete(answer.id);
    clearTimeout(waiting.timer);
    if ('value' in answer) waiting.resolve(answer.value);
    else waiting.reject(new HearthEmbedError(answer.error.code, answer.error.place, answer.error.fault));
  }
}
