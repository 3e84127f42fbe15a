/** Hearth's SDK for a page that frames it. See docs/embed.md. */

/** What a model is given: a value for each input by its name, null where it is missing; images as bytes, row by row. */
export type Inputs = Record<string, number | string | null | Uint8Array>;

export interface Prediction {
  /** The class, or the number predicted. */
  value: string | number;
  /** One a class, in the order of `output.classes`; empty for a number. */
  probabilities: number[];
  /** Inputs unlike those of the training. */
  warnings: { column: string; code: 'out_of_range' | 'unknown_category' | 'missing' | 'adapted' }[];
}

export interface ModelInput {
  name: string;
  type: 'number' | 'category' | 'datetime' | 'text' | 'image';
  categories: string[];
  /** Height, width and channels of an image. */
  shape: [number, number, number] | null;
  /** Smallest and largest value of the training. */
  range: [number, number] | null;
  /** A typical value. */
  example: number | string | null;
}

export interface Model {
  /** The version's id. */
  id: string;
  /** The project's id: the address `#/predict/<deployment>` means its champion. */
  deployment: string;
  /** The project's name. */
  name: string;
  /** The version's number in its project. */
  number: number;
  /** What it predicts: `binary`, `multiclass`, `regression`, or one that a later version of the app adds. */
  task: string;
  inputs: ModelInput[];
  output: { name: string; classes: string[]; threshold: number };
}

export interface EmbedEvents {
  /** The content is so many CSS pixels tall. */
  resize: { height: number };
  /** A person predicted something inside the frame. */
  prediction: Prediction & { model: string };
}

export type EmbedErrorCode =
  /** `origin` is no plain origin, such as `https://hearth.example`. */
  | 'origin_invalid'
  /** No answer in time: not loaded, framed where it may not be, sandboxed, or too slow. */
  | 'timeout'
  /** The connection was closed, or the frame went away or loaded anew. */
  | 'closed'
  /** The frame has no storage that lasts, and refuses to work. */
  | 'storage_unusable'
  /** Not rows of numbers, texts, nulls and bytes. */
  | 'request_invalid'
  /** Over 1 MiB or 1,000 rows. */
  | 'too_large'
  /** Over 200 requests at once, or 100 a second. */
  | 'too_many'
  /** The address offers no model: unknown project, or no champion yet. */
  | 'model_none'
  /** `model` is not among `models()`. */
  | 'model_unknown'
  /** The address offers several models, and `model` names none. */
  | 'model_ambiguous'
  /** A value does not fit its input; `place` says which. */
  | 'input_invalid'
  /** The app failed; `fault` is its own code. */
  | 'failed';

/** What every rejected promise of this module is rejected with. */
export class HearthEmbedError extends Error {
  readonly code: EmbedErrorCode;
  /** Where in the inputs; rows count from 1. */
  readonly place: { row?: number; column?: string };
  /** The app's own code, where it is the app that failed. */
  readonly fault: string | null;
}

export interface ConnectOptions {
  /** Where Hearth is served: scheme, host and port. Nothing is said to any other origin. */
  origin: string;
  /** How long the handshake, and then each call, may take; 30,000 if left out. */
  timeoutMs?: number;
}

export interface Connection {
  /** Predicts one row, or several. `model` is the id of one of `models()`; not needed where there is but one. */
  predict(inputs: Inputs, options?: { model?: string }): Promise<Prediction>;
  predict(inputs: readonly Inputs[], options?: { model?: string }): Promise<Prediction[]>;
  /** The models that the frame's address offers. */
  models(): Promise<Model[]>;
  /** Hears of an event from now on, and of the last known height at once; returns how to stop. */
  on<Name extends keyof EmbedEvents>(name: Name, listener: (event: EmbedEvents[Name]) => void): () => void;
  /** Ends the connection; calls under way are rejected with `closed`. The frame takes no other until it is loaded anew. */
  close(): void;
}

/** Connects to Hearth in a frame of this page; waits until it has loaded. */
export function connect(iframe: HTMLIFrameElement, options: ConnectOptions): Promise<Connection>;
