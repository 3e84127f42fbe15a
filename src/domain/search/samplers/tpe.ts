// Tree-structured Parzen estimator (Bergstra et al. 2011, "Algorithms for hyper-parameter optimization"), multivariate (Falkner et al.
// 2018) and with the defaults of Optuna (see Watanabe 2023, "Tree-structured Parzen estimator: understanding its algorithm components").
import { canonicalJson } from '../../hashing/canonical';
import type { Philox } from '../../random';
import type { Dimension, Proposal, SearchSpace } from '../../../contract/model/search/search-space';
import { decode, encode, isActive, type Point } from '../space';
import { trialRandom, type Observation, type Sampler, type SamplerInput } from '../sampler';
import { ParzenEstimator } from './parzen';
import { quasiRandom } from './quasi-random';

/** So many finished trials are quasi-random before the estimator says anything. */
const startupTrials = 10;
/** Points drawn from the density of good trials, of which the best is proposed. */
const candidates = 24;
/** The share of the finished trials that are good, and the most that are. */
const goodShare = 0.1;
const mostGood = 25;

/**
 * Proposes where good trials are dense and others are not. Dimensions that count under the same condition are drawn together from the
 * trials in which they counted, those without a condition first. Trials that are running count as bad ones, so that those that run side
 * by side differ (a constant liar, Ginsbourger et al. 2010). What was tried before is not proposed again while there is anything else.
 */
export const tpe: Sampler = {
  id: 'tpe',
  learns: true,
  propose(input) {
    const { space, history, seed, index } = input;
    const ranked = rankTrials(history);
    if (ranked.filter(({ state }) => state !== 'running').length < startupTrials) return untried(input);
    const random = trialRandom(seed, index, 1);
    const trials = ranked.map(({ index, state, values }) => ({ index, state, point: encode(space, values) }));
    const tried = triedIn(history);
    let proposed = proposeOnce(space, trials, random);
    for (let turn = 1; turn < 8 && tried.has(canonicalJson(proposed)); turn++) {
      proposed = proposeOnce(space, trials, random);
    }
    return tried.has(canonicalJson(proposed)) ? untried(input) : proposed;
  },
};

interface RankedTrial {
  readonly index: number;
  readonly state: Observation['state'];
  readonly point: Point;
}

const classes = ['complete', 'pruned', 'failed', 'running'] as const;

/**
 * Best first: complete trials by score, pruned ones by how far they came and then by score, those that failed or have no score, those
 * that run.
 */
function rankTrials(history: readonly Observation[]): Observation[] {
  const standing = history.map((trial) => {
    const failed = trial.score === null && trial.state !== 'running';
    const state = failed ? 'failed' : trial.state;
    const rung = state === 'pruned' ? (trial.rung ?? 0) : 0;
    return { ...trial, state, rung, place: classes.indexOf(state) } as const;
  });
  return standing.toSorted(
    (a, b) => a.place - b.place || b.rung - a.rung || (b.score ?? 0) - (a.score ?? 0) || a.index - b.index,
  );
}

function proposeOnce(space: SearchSpace, trials: readonly RankedTrial[], random: Philox): Proposal {
  const point: (number | null)[] = space.map(() => null);
  for (const places of groupsOf(space)) {
    const dimensions = places.map((place) => space[place]!);
    if (!isActive(dimensions[0]!, decode(space, point))) continue;
    const drawn = proposeGroup(dimensions, places, trials, random);
    for (const [at, place] of places.entries()) point[place] = drawn[at]!;
  }
  return decode(space, point);
}

/** Places of dimensions that count under the same condition, in the order of the first of each. */
function groupsOf(space: SearchSpace): number[][] {
  const groups = new Map<string, number[]>();
  for (const [place, { when }] of space.entries()) {
    const key = when ? canonicalJson(when) : '';
    groups.set(key, [...(groups.get(key) ?? []), place]);
  }
  return [...groups.values()];
}

function proposeGroup(
  dimensions: readonly Dimension[],
  places: readonly number[],
  ranked: readonly RankedTrial[],
  random: Philox,
): number[] {
  const trials = ranked.flatMap(({ index, state, point }) => {
    const coordinates = places.map((place) => point[place] ?? null).filter((each) => each !== null);
    return coordinates.length === places.length ? [{ index, state, coordinates }] : [];
  });
  const finished = trials.filter(({ state }) => state !== 'running').length;
  const good = Math.min(mostGood, Math.ceil(goodShare * finished));
  const isGood = (state: Observation['state'], rank: number) => rank < good && state !== 'failed';
  const [better, others] = [true, false].map((asked) => {
    const chosen = trials
      .filter(({ state }, rank) => isGood(state, rank) === asked)
      .sort((a, b) => a.index - b.index);
    return new ParzenEstimator(
      dimensions,
      chosen.map(({ coordinates }) => coordinates),
    );
  }) as [ParzenEstimator, ParzenEstimator];
  let best: number[] = [];
  let bestGain = -Infinity;
  for (let turn = 0; turn < candidates; turn++) {
    const drawn = better.draw(random);
    const gain = better.logDensity(drawn) - others.logDensity(drawn);
    if (gain <= bestGain) continue;
    [best, bestGain] = [drawn, gain];
  }
  return best;
}

/** The quasi-random proposal of this index; where that was tried, one by chance that was not. */
function untried(input: SamplerInput): Proposal {
  const { space, seed, index } = input;
  const tried = triedIn(input.history);
  const random = trialRandom(seed, index, 2);
  const first = quasiRandom.propose(input);
  let proposed = first;
  for (let turn = 0; turn < 256 && tried.has(canonicalJson(proposed)); turn++) {
    proposed = decode(
      space,
      space.map(() => random.uniform()),
    );
  }
  return tried.has(canonicalJson(proposed)) ? first : proposed;
}

function triedIn(history: readonly Observation[]): Set<string> {
  return new Set(history.map(({ values }) => canonicalJson(values)));
}
