// A column as an axis of a chart: its marks, its values in words, and the filter that a brush of it makes.
import type { DatasetVersion } from '../../../../contract/data/dataset';
import type { RowCondition } from '../../../../contract/data/row-view';
import { zoneShift } from '../../../../domain/columns/zone-shift';
import { formatNumber } from '../../../../i18n/format';
import type { RowLens } from '../../../../state/data/row-lens.svelte';
import { dateTicks, numberTicks, type Tick } from '../../../charts/plane/axis-ticks';
import { rounded, type Range, type Region } from '../../../charts/plane/brush';
import { dateText } from '../table/cell-text';

/** A column of numbers or dates along an axis. */
export interface ColumnAxis {
  name: string;
  ticks: (range: Range) => (px: number) => Tick[];
  text: (value: number) => string;
  /** The filter by a part of the axis. */
  condition: (part: Range, axis: Range) => RowCondition;
}

const pxPerTick = 110;
const pxPerLine = 48;

/** The axis of a column; `upright` ones have room for more marks. */
export function columnAxis(
  { columns, profiles }: Pick<DatasetVersion, 'columns' | 'profiles'>,
  name: string,
  upright = false,
): ColumnAxis {
  const column = columns.find((each) => each.name === name);
  const isDate = column?.type === 'datetime';
  const zone = column?.reading?.zone;
  const shift = zoneShift(zone);
  const isWhole = profiles.find((profile) => profile.name === name)?.number?.whole === true;
  const kind = isDate ? 'date' : isWhole ? 'whole' : 'number';
  const px = upright ? pxPerLine : pxPerTick;
  return {
    name,
    ticks: (range) => (length) => {
      const wanted = Math.max(2, Math.floor(length / px));
      if (!isDate) return numberTicks(range, wanted);
      // Marks stand where the clock of the column's zone has them.
      const [low, high] = range;
      return dateTicks([low + shift, high + shift], wanted).map((tick) => ({ ...tick, at: tick.at - shift }));
    },
    text: (value) => (isDate ? dateText(value, zone) : formatNumber(value, { max: 4 })),
    condition: (part, axis) => {
      // Whole days are those of that clock, too.
      const moved = ([low, high]: Range, by: number): Range => [low + by, high + by];
      const by = isDate ? shift : 0;
      const [low, high] = moved(rounded(moved(part, by), moved(axis, by), kind), -by);
      return { kind: 'range', column: name, low, high };
    },
  };
}

/** The part of an axis that rows are filtered by; null where they are not. */
export function filteredRange(lens: RowLens, column: string, axis: Range): Range | null {
  const condition = lens.conditionOn(column);
  return condition?.kind === 'range' ? [condition.low ?? axis[0], condition.high ?? axis[1]] : null;
}

/** The part of a plane of two columns that rows are filtered by. */
export function filteredRegion(
  lens: RowLens,
  { x, y }: { x: string; y: string },
  plane: { x: Range; y: Range },
): Region | null {
  const [across, up] = [filteredRange(lens, x, plane.x), filteredRange(lens, y, plane.y)];
  return across || up ? { x: across, y: up } : null;
}

/** Filters rows by a part of a plane of two columns; null: no longer by these. */
export function filterByRegion(
  lens: RowLens,
  axes: { x: ColumnAxis; y: ColumnAxis },
  plane: { x: Range; y: Range },
  region: Region | null,
): void {
  const conditions = region
    ? [
        ...(region.x ? [axes.x.condition(region.x, plane.x)] : []),
        ...(region.y && axes.y.name !== axes.x.name ? [axes.y.condition(region.y, plane.y)] : []),
      ]
    : [];
  lens.filterBy([axes.x.name, axes.y.name], conditions);
}

/** Lines of levels that a brush of an upright axis covers; the topmost line is the first. */
export function linesIn(part: Range, lines: number): number[] {
  const [first, end] = [Math.round(lines - part[1]), Math.round(lines - part[0])];
  return Array.from({ length: lines }, (_, line) => line).filter((line) => line >= first && line < end);
}

/** The part of an upright axis that chosen lines take; null for none, or where they do not lie together. */
export function partOfLines(chosen: readonly number[], lines: number): Range | null {
  const [first, last] = [Math.min(...chosen), Math.max(...chosen)];
  return chosen.length > 0 && last - first + 1 === chosen.length ? [lines - last - 1, lines - first] : null;
}
