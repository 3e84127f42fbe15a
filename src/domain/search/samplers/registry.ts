// Every sampler, in the order in which lists show them. A new one is its file, and a line here.
import type { Sampler } from '../sampler';
import { grid } from './grid';
import { quasiRandom } from './quasi-random';
import { random } from './random';
import { tpe } from './tpe';

export const samplers: readonly Sampler[] = [grid, random, quasiRandom, tpe];

const byId = new Map(samplers.map((sampler) => [sampler.id, sampler]));

/** The sampler of an id; undefined for one of another version of the app. */
export function findSampler(id: string): Sampler | undefined {
  return byId.get(id);
}
