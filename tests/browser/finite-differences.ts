// Gradients against central differences; not a test itself, and knows neither nets nor tensors.
import { Philox } from '../../src/domain/random';

/** Directions of length 1: some single coordinates, and one in which all of them move. */
export function directionsOf(size: number, single: number): Float32Array[] {
  const count = Math.min(single, size);
  const axes = Array.from({ length: count }, (_, i) => {
    const direction = new Float32Array(size);
    direction[Math.floor(((i + 0.5) * size) / count)] = 1;
    return direction;
  });
  const random = new Philox(33, size);
  const drawn = Float32Array.from({ length: size }, () => random.normal());
  const length = Math.hypot(...drawn);
  return [...axes, drawn.map((value) => value / length)];
}

/**
 * The slope of a function along a direction, from h before the start to h behind it, and the slope that its gradient promises.
 * Both go by the ends as float32 has them: what a shift loses in rounding is no fault of the gradient.
 */
export async function slopesAlong(
  direction: Float32Array,
  h: number,
  { start, gradient }: { start: Float32Array; gradient: Float32Array },
  valueAt: (values: Float32Array) => Promise<number>,
): Promise<{ slope: number; promised: number }> {
  const [before, behind] = [-h, h].map((by) => start.map((value, i) => value + by * direction[i]!));
  const rise = (await valueAt(behind!)) - (await valueAt(before!));
  const promised = gradient.reduce((sum, value, i) => sum + value * (behind![i]! - before![i]!), 0);
  return { slope: rise / (2 * h), promised: promised / (2 * h) };
}
