// Layers that only lay out numbers anew, and those that join what flows with what an earlier layer gave.
import * as v from 'valibot';
import { wholeFromOne } from '../setting';
import { defineLayer, sizeOf, type LayerPlan, type PlanContext, type Shape } from './definition';

const flatten = defineLayer({
  kind: 'flatten',
  group: 'joins',
  settings: {},
  plan: (_, shape) => ({ outputShape: [sizeOf(shape)] }),
});

/** The same numbers in the same order under another shape: [steps, channels] or [height, width, channels]. */
const reshape = defineLayer({
  kind: 'reshape',
  group: 'joins',
  settings: {
    shape: {
      schema: v.pipe(v.array(wholeFromOne), v.minLength(1), v.maxLength(4)),
      field: { kind: 'shape' },
      start: [1],
    },
  },
  plan({ shape }, before) {
    const count = sizeOf(shape);
    return count === sizeOf(before) ? { outputShape: [...shape] } : { misfit: 'count', values: { count } };
  },
  startAt: (before) => ({ shape: [sizeOf(before), 1] }),
  summary: ({ shape }) => `reshape ${shape.join('×')}`,
});

/** The most layers of a recipe. */
export const mostLayers = 200;

/** Joins what flows with what the layer `from` put out; -1 is the net's input. */
const from = {
  schema: v.pipe(v.number(), v.integer(), v.minValue(-1), v.maxValue(mostLayers - 1)),
  field: { kind: 'earlier' },
  start: -1,
} as const;

/** A join of two shapes that agree in the sides that `leading` gives; its last side is `last`. */
function joined(
  shape: Shape,
  { other }: PlanContext,
  { leading, last }: { leading: (sides: Shape) => Shape; last: (one: number, two: number) => number },
): LayerPlan {
  const fits =
    other !== null &&
    shape.length > 0 &&
    shape.length === other.length &&
    leading(shape).join() === leading(other).join();
  if (!fits) return { misfit: 'join' };
  return { outputShape: [...shape.slice(0, -1), last(shape.at(-1)!, other.at(-1)!)] };
}

/** Counted as the editor counts: 0 is the input. */
const joinSummary = ({ kind, from: index }: { kind: string; from: number }): string => `${kind} ${index + 1}`;

const add = defineLayer({
  kind: 'add',
  group: 'joins',
  settings: { from: { ...from, label: 'adds' } },
  plan: (_, shape, context) => joined(shape, context, { leading: (sides) => sides, last: (one) => one }),
  summary: joinSummary,
});

const concat = defineLayer({
  kind: 'concat',
  group: 'joins',
  settings: { from: { ...from, label: 'joins' } },
  plan: (_, shape, context) =>
    joined(shape, context, { leading: (sides) => sides.slice(0, -1), last: (one, two) => one + two }),
  summary: joinSummary,
});

/** Layers of shapes and joins, in the order of the form. */
export const shapeLayers = [flatten, reshape, add, concat] as const;
