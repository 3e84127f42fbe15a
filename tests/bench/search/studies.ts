// Studies of the test functions with the samplers that can be asked for any number of trials.
import { findSampler } from '../../../src/domain/search/samplers/registry';
import type { Observation } from '../../../src/domain/search/sampler';
import { functions } from './functions';

export const functionIds = functions.map(({ id }) => id);
export const measured = ['tpe', 'quasi-random', 'random'];
const trials = 100;
const seeds = 20;

/** How far the best trial of a study is above the least value of a function, one a seed; the same seeds for each sampler. */
export function regrets(functionId: string, samplerId: string): number[] {
  return Array.from({ length: seeds }, (_, seed) => regret(functionId, samplerId, seed + 1));
}

function regret(functionId: string, samplerId: string, seed: number): number {
  const test = functions.find(({ id }) => id === functionId)!;
  const sampler = findSampler(samplerId)!;
  const history: Observation[] = [];
  for (let index = 0; index < trials; index++) {
    const values = sampler.propose({ space: test.space, history, seed, index });
    history.push({ index, values, score: -test.at(values), state: 'complete' });
  }
  return Math.min(...history.map(({ score }) => -score!)) - test.least;
}
