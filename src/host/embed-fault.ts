// What a host hears of a failure: a code, the place in what it sent, and the app's own code. Never the technical detail.
import type { EmbedFault } from '../contract/release/embed';
import { toFault } from '../contract/transport/fault';

/** A request that cannot be met, thrown by the methods. */
export class EmbedRefusal extends Error {
  readonly code: EmbedFault['code'];
  constructor(code: EmbedFault['code']) {
    super(code);
    this.code = code;
  }
}

export function embedFault(thrown: unknown): EmbedFault {
  if (thrown instanceof EmbedRefusal) return { code: thrown.code, place: {}, fault: null };
  const { code, place } = toFault(thrown);
  return { code: code === 'input_invalid' ? 'input_invalid' : 'failed', place, fault: code };
}
