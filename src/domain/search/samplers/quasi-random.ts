// Quasi-random search: points that fill the space more evenly than chance does (Bousquet et al. 2017, "Critical hyper-parameters: no
// random, no cry").
import { decode } from '../space';
import type { Sampler } from '../sampler';
import { scrambledSobol } from './sobol';

/** Points of Sobol's sequence, scrambled by the seed. A conditional dimension has its place in it whether it counts or not. */
export const quasiRandom: Sampler = {
  id: 'quasi-random',
  learns: false,
  propose({ space, seed, index }) {
    return decode(
      space,
      space.map((_, dimension) => scrambledSobol(index, dimension, seed)),
    );
  },
};
