import { describe, expect, it } from 'vitest';
import { ringArcs } from '../../../src/ui/charts/ring-arcs';

const box = { center: 100, radius: 80, stroke: 16 };
const names = ['architecture', 'data', 'model', 'deployment', 'team'] as const;
const dims = (weights: number[], scores: (number | null)[]) =>
  names.map((dimension, i) => ({ dimension, weight: weights[i]!, score: scores[i]! }));

/** Start and end angle of an arc, clockwise from twelve o'clock, from its path alone. */
function angles(path: string): [number, number] {
  const [x0, y0] = path.slice(2).split(' ').map(Number) as [number, number];
  const [x1, y1] = path.split(' ').slice(-2).map(Number) as [number, number];
  const angle = (x: number, y: number) => (Math.atan2(x - 100, 100 - y) + 2 * Math.PI) % (2 * Math.PI);
  return [angle(x0, y0), angle(x1, y1)];
}

describe('ringArcs', () => {
  it('fills score × weight of the circle, caps included, from the room of each dimension', () => {
    const weights = [0.3, 0.1, 0.25, 0.15, 0.2];
    const scores = [0.5, 0.9, 0.75, 0.6, 1];
    const cap = (8 / 80) * 1.18;
    let start = 0;
    ringArcs(dims(weights, scores), box).forEach(({ path }, i) => {
      const [from, to] = angles(path!);
      expect(from).toBeCloseTo(start + cap, 3);
      expect(to).toBeCloseTo(start + weights[i]! * scores[i]! * 2 * Math.PI - cap, 3);
      start += weights[i]! * 2 * Math.PI;
    });
  });

  it('takes weights that do not add up to one as shares of their sum', () => {
    const scores = [0.8, 0.8, 0.8, 0.8, 0.8];
    const ones = ringArcs(dims([3, 1, 2, 2, 2], scores), box);
    expect(ones).toEqual(ringArcs(dims([0.3, 0.1, 0.2, 0.2, 0.2], scores), box));
  });

  it('draws nothing for what is unmeasured or zero, and a dot for what is smaller than its caps', () => {
    const arcs = ringArcs(dims([0.2, 0.2, 0.2, 0.2, 0.2], [null, 0, 0.01, 0.4, 0.4]), box);
    expect(arcs.map(({ path }) => path?.includes('A') ?? null)).toEqual([null, null, false, true, true]);
  });

  it('takes the long way round where one dimension has more than half of the circle', () => {
    const [first] = ringArcs(dims([0.9, 0.025, 0.025, 0.025, 0.025], [1, 1, 1, 1, 1]), box);
    expect(first!.path).toContain('80 80 0 1 1');
  });
});
