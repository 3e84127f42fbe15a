// The host's end of the port: each call gets a number and waits for the answer that carries it; events go to who listens.
// Not for how the port comes about: connect.ts.
import type { FromFramePort, HostRequest } from '../../contract/embed';
import { embedLimits } from '../../contract/embed-limits';
import { weighMessage } from '../weigh-message';
import { HearthEmbedError } from './embed-error';
import type { Connection, EmbedEvents, Inputs, Model, Prediction } from './hearth-embed.d.ts';

interface Waiting {
  resolve(value: unknown): void;
  reject(error: HearthEmbedError): void;
  timer: ReturnType<typeof setTimeout>;
}
type Listener = (event: never) => void;
type PredictRequest = Extract<HostRequest, { method: 'predict' }>;
type Asked = { method: 'models' } | Omit<PredictRequest, 'id'>;

export class FrameConnection implements Connection {
  readonly #port: MessagePort;
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
    this.#port = port;
    this.#timeoutMs = timeoutMs;
    this.#onClose = onClose;
    port.onmessage = ({ data }: MessageEvent<FromFramePort>) => this.#hear(data);
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
    this.#port.close();
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
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        reject(new HearthEmbedError('timeout'));
      }, this.#timeoutMs);
      this.#waiting.set(id, { resolve, reject, timer });
      this.#port.postMessage({ id, ...asked } satisfies HostRequest);
    });
  }

  #hear(message: FromFramePort): void {
    if ('event' in message) {
      if (message.event === 'resize') this.#height = message.value;
      for (const listener of this.#listeners[message.event]) listener(message.value as never);
      return;
    }
    const waiting = this.#waiting.get(message.id);
    if (!waiting) return;
    this.#waiting.delete(message.id);
    clearTimeout(waiting.timer);
    if ('value' in message) waiting.resolve(message.value);
    else waiting.reject(new HearthEmbedError(message.error.code, message.error.place, message.error.fault));
  }
}
