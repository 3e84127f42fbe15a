// The one error class of the SDK: a code to act on, and words for a developer's console.
import type { EmbedErrorCode, HearthEmbedError as Declared } from './hearth-embed.d.ts';

export class HearthEmbedError extends Error implements Declared {
  readonly code: EmbedErrorCode;
  readonly place: Declared['place'];
  readonly fault: string | null;

  constructor(code: EmbedErrorCode, place: Declared['place'] = {}, fault: string | null = null) {
    const where = Object.entries(place).map(([name, value]) => ` ${name} ${String(value)}`);
    super(`Hearth: ${code}${where.join('')}${fault && fault !== code ? ` (${fault})` : ''}`);
    this.name = 'HearthEmbedError';
    this.code = code;
    this.place = place;
    this.fault = fault;
  }
}
