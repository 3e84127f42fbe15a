// The bounds of what a host page may send a frame: known to the frame, which holds them, and to the SDK, which tells early.

/** Documented in docs/embed.md; a message beyond them is not answered with data. */
export const embedLimits = {
  /** Bytes of one message, as weigh-message.ts counts them. */
  messageBytes: 1_048_576,
  /** Rows of one prediction. */
  rows: 1_000,
  /** Objects inside objects. */
  depth: 6,
  /** Messages that may come at once … */
  burst: 200,
  /** … and how many more a second may bring. */
  perSecond: 100,
} as const;

/** How many messages may pass: a burst at once, then so many a second. */
export interface Allowance {
  burst: number;
  perSecond: number;
  /** Left of the burst to begin with; all of it if left out. */
  tokens?: number;
}

/** The version of the messages between host and frame. */
export const embedProtocol = 1;
