// Moments as machines read them (ISO 8601). Total: a number that is no moment has an empty text, where the language would throw.

/** The furthest from 1970 that a date can be, in milliseconds (ECMAScript, section 21.4.1.1). */
const mostMs = 8.64e15;

/** Whether a number of milliseconds since 1970 is a moment that a date can be. */
export function isMoment(at: unknown): at is number {
  return typeof at === 'number' && Math.abs(at) <= mostMs;
}

/** Such as 2026-11-22T09:30:00.000Z; empty for what is no moment. */
export function isoMoment(at: unknown): string {
  return isMoment(at) ? new Date(at).toISOString() : '';
}

/** Such as 2026-11-22; empty for what is no moment. */
export function isoDay(at: unknown): string {
  return isoMoment(at).replace(/T.*/, '');
}
