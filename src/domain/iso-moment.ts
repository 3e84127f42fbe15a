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

const msPerDay = 86_400_000;

/** As short as it is exact: 2026-11-22, 2026-11-22 09:30:00, or 09:30:00 of the day that stands for a time alone. */
export function shortMoment(at: unknown): string {
  const [day = '', time = ''] = isoMoment(at)
    .replace(/(?:\.000)?Z$/, '')
    .split('T');
  if (!isMoment(at) || at % msPerDay === 0) return day;
  return isTimeAlone(at) ? time : `${day} ${time}`;
}

/** Whether a moment is on the first day that is counted, where times without a day are put. */
export function isTimeAlone(at: number): boolean {
  return at > 0 && at < msPerDay;
}

/** Such as 2026-11-22; empty for what is no moment. */
export function isoDay(at: unknown): string {
  return isoMoment(at).replace(/T.*/, '');
}
