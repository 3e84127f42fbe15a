// A moment as text: its ISO day, with the time where it has one (UTC).

/** null for what is no moment. */
export function isoText(date: number): string | null {
  if (Math.abs(date) > 8.64e15) return null;
  const iso = new Date(date).toISOString();
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, -14) : iso.slice(0, 19).replace('T', ' ');
}
