// What of the data may no longer be relied on: its shelf life, or a column's, has passed.
import type { Dictionary } from '../../contract/data/quality/dictionary';

const dayMs = 86_400_000;

/** When a last day ends, in UTC. */
export function endOfDay(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) + dayMs;
}

/** Whether a last day has passed; it holds to its end. */
export function isPast(day: string, now: number): boolean {
  return endOfDay(day) <= now;
}

/** Names of columns whose shelf life has passed, the longest ago first; `''` is the data as a whole, which comes first. */
export function expired({ data, columns }: Dictionary, now: number): string[] {
  const past = Object.entries(columns)
    .flatMap(([name, { expires }]) =>
      expires !== undefined && isPast(expires, now) ? [{ name, expires }] : [],
    )
    .sort((one, other) => one.expires.localeCompare(other.expires))
    .map(({ name }) => name);
  return data.expires !== undefined && isPast(data.expires, now) ? ['', ...past] : past;
}
