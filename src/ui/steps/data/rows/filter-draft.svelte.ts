// A filter while it is written: what may be asked of a column, what was answered, and the condition that makes.
import { columnTypes } from '../../../../contract/data/column-types';
import type { Column } from '../../../../contract/data/dataset';
import type { RowCondition } from '../../../../contract/data/row-view';
import { zoneShift } from '../../../../domain/columns/zone-shift';

/** What a person can write; a part of a map is drawn, and what fails an expectation is asked by its line. */
export type FilterKind = Exclude<RowCondition['kind'], 'map' | 'unmet'>;

const dayMs = 86_400_000;
const kindsOf: Record<(typeof columnTypes)[Column['type']]['display'], FilterKind[]> = {
  number: ['range', 'missing', 'present'],
  date: ['range', 'missing', 'present'],
  choice: ['levels', 'contains', 'missing', 'present'],
  text: ['contains', 'missing', 'present'],
  image: [],
  audio: [],
};

/** What may be asked of a column. */
export function filterKinds({ type }: Pick<Column, 'type'>): readonly FilterKind[] {
  return kindsOf[columnTypes[type].display];
}

/** A day as a field of dates holds it, by the clock of a column's zone; empty for none. */
export function dayText(ms: number | null, zone?: string): string {
  return ms === null ? '' : new Date(ms + zoneShift(zone)).toISOString().slice(0, 10);
}

/** The first, or with `end` the last moment of a day by the clock of a column's zone; null where it is none. */
export function dayOf(text: string, end = false, zone?: string): number | null {
  const start = Date.parse(`${text}T00:00:00Z`) - zoneShift(zone);
  if (Number.isNaN(start)) return null;
  return end ? start + dayMs - 1 : start;
}

export class FilterDraft {
  readonly column: Column;
  kind = $state<FilterKind>('present');
  low = $state<number | null>(null);
  high = $state<number | null>(null);
  levels = $state.raw<readonly string[]>([]);
  text = $state('');

  constructor(column: Column, from: RowCondition | null) {
    this.column = column;
    const asked = from && from.kind !== 'map' && from.kind !== 'unmet' ? from.kind : filterKinds(column)[0];
    this.kind = asked ?? 'present';
    if (from?.kind === 'range') ({ low: this.low, high: this.high } = from);
    if (from?.kind === 'levels') this.levels = from.levels;
    if (from?.kind === 'contains') this.text = from.text;
  }

  toggle(level: string): void {
    this.levels = this.levels.includes(level)
      ? this.levels.filter((each) => each !== level)
      : [...this.levels, level];
  }

  /** null while something is still to be answered. */
  get condition(): RowCondition | null {
    const { low, high, levels, text } = this;
    const { name: column } = this.column;
    switch (this.kind) {
      case 'range':
        if (low === null && high === null) return null;
        return low !== null && high !== null && low > high ? null : { kind: 'range', column, low, high };
      case 'levels':
        return levels.length === 0 ? null : { kind: 'levels', column, levels };
      case 'contains':
        return text.trim() === '' ? null : { kind: 'contains', column, text: text.trim() };
      case 'missing':
      case 'present':
        return { kind: this.kind, column };
    }
  }
}
