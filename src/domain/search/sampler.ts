// What a sampler is to a study: it proposes the values of the next trial. One file a sampler; samplers/registry.ts lists them.
import type { Proposal, SearchSpace } from '../../contract/model/search/search-space';
import { Philox, philoxBlock } from '../random';

/** One trial as a sampler sees it. */
export interface Observation {
  /** Its place in the study, from 0. */
  readonly index: number;
  readonly values: Proposal;
  /** Higher is better; null where there is none yet, or where it failed. Of a pruned trial the last one that it reported. */
  readonly score: number | null;
  readonly state: 'complete' | 'pruned' | 'running' | 'failed';
  /** How far a pruned trial came: a later rung is a better one. */
  readonly rung?: number;
}

/** What a proposal depends on, and nothing else: a study that was interrupted goes on as if it was not. */
export interface SamplerInput {
  readonly space: SearchSpace;
  /** Earlier trials, those that are running included; their order does not matter. */
  readonly history: readonly Observation[];
  /** From 1 to 2³² − 1. */
  readonly seed: number;
  /** Of the trial to be proposed, from 0. */
  readonly index: number;
}

/** A way of searching. */
export interface Sampler {
  readonly id: string;
  /** Whether it learns from the history. One that does not can propose all its trials ahead. */
  readonly learns: boolean;
  /** How many proposals there are before they repeat; absent: no end. */
  size?(space: SearchSpace): number;
  /** The values of the trial of this index. */
  propose(input: SamplerInput): Proposal;
}

/** Random numbers of one trial, apart from those of its neighbours and of other uses of the seed. */
export function trialRandom(seed: number, index: number, use: number): Philox {
  const words = new Uint32Array(4);
  philoxBlock(words, [index, 0, use, 0x5ea6c4], [seed, 0]);
  return new Philox(words[0]!, words[1]!);
}
