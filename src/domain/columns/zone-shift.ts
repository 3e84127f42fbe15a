// How far the clock of a column's zone is from UTC.

const minuteMs = 60_000;

/** Milliseconds that the zone of a column of dates is ahead of UTC; 0 where it has none, or several. */
export function zoneShift(zone: string | undefined): number {
  const match = /^([+-])(\d{2}):(\d{2})$/.exec(zone ?? '');
  if (!match) return 0;
  const [, sign, hours, minutes] = match;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * minuteMs;
}
