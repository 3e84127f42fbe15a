// A brushed part of a plane, in the values of its axes, and what keys do to it. Not for drawing: Brush.svelte does.

/** From the lower to the higher value. */
export type Range = readonly [low: number, high: number];

/** A part of a plane; null where an axis is not narrowed. */
export interface Region {
  x: Range | null;
  y: Range | null;
}

/** A plane that can be brushed. */
export interface BrushedPlane {
  x: Range;
  y: Range;
  /** Which axes a brush narrows. */
  axes: 'xy' | 'x' | 'y';
  /** Whole steps of an axis, such as 1 where each step is a level; null: any value. */
  step: { x: number | null; y: number | null };
}

const spanOf = ([low, high]: Range): number => high - low;

/** The nearest whole steps inside an axis, at least one wide. */
export function snapped([low, high]: Range, axis: Range, step: number | null): Range {
  if (step === null) return [Math.max(axis[0], low), Math.min(axis[1], high)];
  const first = Math.max(axis[0], axis[0] + Math.floor((low - axis[0]) / step + 1e-6) * step);
  const end = Math.min(axis[1], axis[0] + Math.ceil((high - axis[0]) / step - 1e-6) * step);
  return [Math.min(first, axis[1] - step), Math.max(end, first + step)];
}

/** Moves a range by a part of its axis; it stops at the ends. */
function moved([low, high]: Range, axis: Range, by: number): Range {
  const way = Math.max(axis[0] - low, Math.min(axis[1] - high, by));
  return [low + way, high + way];
}

function resized([low, high]: Range, axis: Range, by: number): Range {
  const least = Math.abs(by);
  return [low, Math.max(low + least, Math.min(axis[1], high + by))];
}

/** A quarter of the axis in its middle; of steps one. */
function begun(axis: Range, step: number | null): Range {
  const middle = (axis[0] + axis[1]) / 2;
  const half = spanOf(axis) / 8;
  return step === null ? [middle - half, middle + half] : snapped([middle, middle + step / 2], axis, step);
}

const arrows: Readonly<Record<string, { axis: 'x' | 'y'; sign: 1 | -1 }>> = {
  ArrowLeft: { axis: 'x', sign: -1 },
  ArrowRight: { axis: 'x', sign: 1 },
  ArrowDown: { axis: 'y', sign: -1 },
  ArrowUp: { axis: 'y', sign: 1 },
};

/**
 * The region after a key: arrows move it, with Shift they make it larger or smaller, Escape removes it. The first arrow begins one.
 * undefined where the key is none of the brush's.
 */
export function brushByKey(
  region: Region | null,
  key: string,
  shift: boolean,
  plane: BrushedPlane,
): Region | null | undefined {
  if (key === 'Escape') return region ? null : undefined;
  const arrow = arrows[key];
  if (!arrow || !plane.axes.includes(arrow.axis)) return undefined;
  const { axis, sign } = arrow;
  const of = (name: 'x' | 'y'): Range | null =>
    plane.axes.includes(name) ? (region?.[name] ?? begun(plane[name], plane.step[name])) : null;
  const whole: Region = { x: of('x'), y: of('y') };
  const range = whole[axis];
  if (!region?.[axis] || !range) return whole;
  const by = sign * (plane.step[axis] ?? spanOf(plane[axis]) / 20);
  return { ...whole, [axis]: shift ? resized(range, plane[axis], by) : moved(range, plane[axis], by) };
}

/** A range in round numbers, so that a filter by it can be said: to about a two-hundredth of the axis. */
export function rounded([low, high]: Range, axis: Range, kind: 'number' | 'whole' | 'date'): Range {
  if (kind === 'whole') {
    const [first, last] = [Math.ceil(low), Math.floor(high)];
    return first <= last ? [first, last] : [Math.round(low), Math.round(low)];
  }
  if (kind === 'date') {
    const dayMs = 86_400_000;
    if (spanOf(axis) < 3 * dayMs) return [Math.round(low), Math.round(high)];
    return [Math.floor(low / dayMs) * dayMs, Math.ceil(high / dayMs) * dayMs - 1];
  }
  const unit = 10 ** Math.floor(Math.log10(spanOf(axis) / 200));
  const round = (value: number): number => Number((Math.round(value / unit) * unit).toPrecision(12));
  return [round(low), round(high)];
}
