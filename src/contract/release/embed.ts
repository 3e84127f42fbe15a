// What crosses between a host page and a frame of the app: the handshake over the window, then requests over one port.
// Strict: a field too many, and the message is none of ours. Not for the bounds: embed-limits.ts.
import * as v from 'valibot';
import { ulid } from '../data/dataset';
import { embedLimits, embedProtocol } from './embed-limits';
import type { Prediction } from '../transport/engine-api';
import type { FaultCode, Place } from '../transport/fault';
import { byName } from '../data/by-name';

/** The one message that a frame takes from its parent window. */
export const hello = v.strictObject({
  hearth: v.literal('hello'),
  protocol: v.literal(embedProtocol),
  nonce: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
});

/** What the frame says to its parent window: that it listens, then the answer to a hello, with a port where it is welcome. */
export type FromFrameWindow =
  | { hearth: 'ready'; protocol: typeof embedProtocol }
  | { hearth: 'welcome'; nonce: string }
  | { hearth: 'refused'; nonce: string; code: 'storage_unusable' };

const id = v.pipe(v.number(), v.integer(), v.minValue(1));
const cell = v.union([v.number(), v.string(), v.null(), v.instance(Uint8Array)]);

/** A request over the port. Numbers rise from one to the next, so that none is taken twice. */
export const hostRequest = v.variant('method', [
  v.strictObject({ id, method: v.literal('models') }),
  v.strictObject({
    id,
    method: v.literal('predict'),
    /** A version's id among `models`; null where there is but one. */
    model: v.nullable(ulid),
    rows: v.pipe(v.array(byName(cell)), v.minLength(1), v.maxLength(embedLimits.rows)),
  }),
]);
export type HostRequest = v.InferOutput<typeof hostRequest>;

/** Why a request has no value. */
export interface EmbedFault {
  code:
    | 'request_invalid'
    | 'too_many'
    | 'too_large'
    | 'model_none'
    | 'model_unknown'
    | 'model_ambiguous'
    | 'input_invalid'
    | 'failed';
  place: Place;
  /** The app's own code, where it is the app that failed. */
  fault: FaultCode | null;
}

/** What a person predicted inside the frame: the answer, not what it was asked of. */
export interface ToldPrediction extends Prediction {
  /** The version's id. */
  model: string;
}

export interface FrameEvents {
  /** CSS pixels that the content takes. */
  resize: { height: number };
  prediction: ToldPrediction;
}

type FrameEvent = {
  [Name in keyof FrameEvents]: { event: Name; value: FrameEvents[Name] };
}[keyof FrameEvents];

/** What becomes of the port past the frame's page: it comes with `open`; after `shut` no answer comes over it. */
export interface DirectNews {
  direct: 'open' | 'shut';
}

/** What the frame says over the port. */
export type FromFramePort =
  { id: number; value: unknown } | { id: number; error: EmbedFault } | FrameEvent | DirectNews;
