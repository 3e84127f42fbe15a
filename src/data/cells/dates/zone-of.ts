// The zone that stands behind a time: an offset or UTC. Values are in UTC whatever it is; a column keeps it for those who read it.

const atEnd = /:\d{2}(?:[.,]\d{1,9})?\s?(?:(Z|z|UTC|GMT)|([+-]\d{2})(?::?(\d{2}))?)$/;

/** `UTC` or an offset such as `+02:00`; null where a cell names none. */
export function zoneOf(cell: string): string | null {
  const match = atEnd.exec(cell);
  if (!match) return null;
  const [, utc, hours = '', minutes = '00'] = match;
  return utc === undefined ? `${hours}:${minutes}` : 'UTC';
}

/** Gathers the zones of a column. */
export class Zones {
  #zone: string | null | undefined;
  #isMixed = false;

  add(cell: string): void {
    if (this.#isMixed) return;
    const zone = zoneOf(cell);
    if (this.#zone === undefined) this.#zone = zone;
    else this.#isMixed = zone !== this.#zone;
  }

  /** What all cells have; `mixed` where they differ, null where none is named. */
  get zone(): string | null {
    return this.#isMixed ? 'mixed' : (this.#zone ?? null);
  }
}
