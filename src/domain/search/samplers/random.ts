// Random search (Bergstra and Bengio 2012, "Random search for hyper-parameter optimization"): every trial by itself.
import { decode } from '../space';
import { trialRandom, type Sampler } from '../sampler';

/** Points of the unit cube by chance. Every dimension takes a number, so that a condition does not shift the others'. */
export const random: Sampler = {
  id: 'random',
  learns: false,
  propose({ space, seed, index }) {
    const source = trialRandom(seed, index, 0);
    return decode(
      space,
      space.map(() => source.uniform()),
    );
  },
};
