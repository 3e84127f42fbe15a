// Functions with a known least value on which samplers are measured: those of Dixon and Szegö 1978, Rosenbrock 1960, Ackley 1987,
// Rastrigin 1974, as Surjanovic and Bingham list them, and one with a choice of branches.
import type { Dimension, Proposal, SearchSpace } from '../../../src/contract/model/search/search-space';

/** A function to be made small. */
export interface TestFunction {
  readonly id: string;
  readonly space: SearchSpace;
  readonly least: number;
  at(values: Proposal): number;
}

const box = (low: readonly number[], high: readonly number[]): Dimension[] =>
  low.map((from, place) => ({ kind: 'uniform', path: `x${place}`, low: from, high: high[place]! }));
const cube = (width: number, low: number, high: number) =>
  box(Array<number>(width).fill(low), Array<number>(width).fill(high));
const vectorOf = (values: Proposal) =>
  Object.entries(values)
    .filter(([path]) => path.startsWith('x'))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, value]) => Number(value));

const weights = [1, 1.2, 3, 3.2];
const hartmann = (x: readonly number[], a: readonly number[][], p: readonly number[][]) =>
  -weights.reduce((sum, weight, row) => {
    const distance = x.reduce((all, each, at) => all + a[row]![at]! * (each - p[row]![at]! / 1e4) ** 2, 0);
    return sum + weight * Math.exp(-distance);
  }, 0);

export const functions: readonly TestFunction[] = [
  {
    id: 'branin',
    space: box([-5, 0], [10, 15]),
    least: 0.39788735772973816,
    at(values) {
      const [x = 0, y = 0] = vectorOf(values);
      const inner = y - (5.1 / (4 * Math.PI ** 2)) * x * x + (5 / Math.PI) * x - 6;
      return inner * inner + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
    },
  },
  {
    id: 'hartmann-3',
    space: cube(3, 0, 1),
    least: -3.8627797873,
    at: (values) =>
      hartmann(
        vectorOf(values),
        [
          [3, 10, 30],
          [0.1, 10, 35],
          [3, 10, 30],
          [0.1, 10, 35],
        ],
        [
          [3689, 1170, 2673],
          [4699, 4387, 7470],
          [1091, 8732, 5547],
          [381, 5743, 8828],
        ],
      ),
  },
  {
    id: 'hartmann-6',
    space: cube(6, 0, 1),
    least: -3.322368011,
    at: (values) =>
      hartmann(
        vectorOf(values),
        [
          [10, 3, 17, 3.5, 1.7, 8],
          [0.05, 10, 17, 0.1, 8, 14],
          [3, 3.5, 1.7, 10, 17, 8],
          [17, 8, 0.05, 10, 0.1, 14],
        ],
        [
          [1312, 1696, 5569, 124, 8283, 5886],
          [2329, 4135, 8307, 3736, 1004, 9991],
          [2348, 1451, 3522, 2883, 3047, 6650],
          [4047, 8828, 8732, 5743, 1091, 381],
        ],
      ),
  },
  {
    id: 'rosenbrock-4',
    space: cube(4, -5, 10),
    least: 0,
    at(values) {
      const x = vectorOf(values);
      return x
        .slice(1)
        .reduce((sum, next, at) => sum + 100 * (next - x[at]! ** 2) ** 2 + (1 - x[at]!) ** 2, 0);
    },
  },
  {
    id: 'ackley-5',
    space: cube(5, -20, 32.768),
    least: 0,
    at(values) {
      const x = vectorOf(values);
      const mean = (of: (each: number) => number) => x.reduce((sum, each) => sum + of(each), 0) / x.length;
      return (
        20 +
        Math.E -
        20 * Math.exp(-0.2 * Math.sqrt(mean((each) => each * each))) -
        Math.exp(mean((each) => Math.cos(2 * Math.PI * each)))
      );
    },
  },
  {
    id: 'rastrigin-3',
    space: cube(3, -4, 5.12),
    least: 0,
    at: (values) =>
      vectorOf(values).reduce((sum, each) => sum + each * each - 10 * Math.cos(2 * Math.PI * each) + 10, 0),
  },
  {
    // As a study of models has it: a family, and settings that only one of them has, on logarithmic and whole scales.
    id: 'conditional',
    space: [
      { kind: 'choice', path: 'family', values: ['trees', 'dense', 'linear'] },
      {
        kind: 'log-uniform',
        path: 'rate',
        low: 1e-4,
        high: 1,
        when: { path: 'family', in: ['trees', 'dense'] },
      },
      { kind: 'integer', path: 'depth', low: 2, high: 12, when: { path: 'family', in: ['trees'] } },
      { kind: 'uniform', path: 'subsample', low: 0.3, high: 1, when: { path: 'family', in: ['trees'] } },
      {
        kind: 'integer',
        path: 'units',
        low: 8,
        high: 512,
        log: true,
        when: { path: 'family', in: ['dense'] },
      },
      {
        kind: 'choice',
        path: 'activation',
        values: ['relu', 'gelu', 'tanh'],
        when: { path: 'family', in: ['dense'] },
      },
      { kind: 'log-uniform', path: 'penalty', low: 1e-6, high: 10, when: { path: 'family', in: ['linear'] } },
    ],
    least: 0.1,
    at({ family, rate, depth, subsample, units, activation, penalty }) {
      const away = (value: unknown, best: number) => Math.log10(Number(value) / best) ** 2;
      if (family === 'linear') return 0.25 + 0.02 * away(penalty, 0.01);
      if (family === 'dense') {
        const bend = activation === 'gelu' ? 0 : activation === 'relu' ? 0.02 : 0.05;
        return 0.12 + bend + 0.1 * away(rate, 0.003) + 0.1 * away(units, 128);
      }
      const depthAway = (Number(depth) - 6 + 2 * Math.log10(Number(rate) / 0.05)) ** 2;
      return 0.1 + 0.08 * away(rate, 0.05) + 0.004 * depthAway + 0.3 * (Number(subsample) - 0.8) ** 2;
    },
  },
];
