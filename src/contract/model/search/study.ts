// A study: the search for a good model of one target, as a record that says how it searches and how far it has come, and its trials.
import * as v from 'valibot';
import { chunkRef, count, sha256, timestamp, ulid } from '../../data/dataset';
import { finite } from '../../data/numbers';
import { metricName } from '../judgement';
import { recipe } from '../recipe';
import { fault } from '../run';
import { proposal, searchSpace } from './search-space';

const seconds = v.pipe(finite, v.minValue(0));
const trialNumber = v.pipe(count, v.minValue(1));

/** The longest and the shortest search, in seconds. */
export const longestSearch = 24 * 3600;
export const shortestSearch = 10;
/** Most trials of a study. */
export const mostTrials = 10_000;

/** When a search ends: at whichever comes first. Trials alone make a study that gives the same bits each time. */
export const budget = v.pipe(
  v.strictObject({
    seconds: v.nullable(v.pipe(finite, v.minValue(shortestSearch), v.maxValue(longestSearch))),
    trials: v.nullable(v.pipe(count, v.minValue(1), v.maxValue(mostTrials))),
  }),
  v.check(({ seconds, trials }) => seconds !== null || trials !== null, 'seconds or trials'),
);
export type Budget = v.InferOutput<typeof budget>;

/** A way of modelling that is tried: with its own settings first, then with others of its space. */
export const candidate = v.strictObject({
  recipe,
  /** What may vary of the recipe's settings, by paths such as `settings.rounds`; null where nothing is searched. */
  space: v.nullable(searchSpace),
});
export type Candidate = v.InferOutput<typeof candidate>;

/**
 * How a trial is scored, on the rows that are not for test. `folds`: each is predicted once by a model that has not seen it, `repeats`
 * times over with other folds; by time each fold is predicted from the rows before it. `validation`: the partition's validation rows.
 */
export const trialJudging = v.variant('kind', [
  v.strictObject({
    kind: v.literal('folds'),
    count: v.pipe(count, v.minValue(2), v.maxValue(20)),
    repeats: v.pipe(count, v.minValue(1), v.maxValue(10)),
  }),
  v.strictObject({ kind: v.literal('validation') }),
]);
export type TrialJudging = v.InferOutput<typeof trialJudging>;

/** What a study does, once it was decided. */
export const studyPlan = v.strictObject({
  candidates: v.pipe(v.array(candidate), v.minLength(1)),
  judging: trialJudging,
  /** The metric that is searched for, as its task leads with it. */
  metric: metricName,
  direction: v.picklist(['higher', 'lower']),
  sampler: v.string(),
  pruner: v.string(),
  /**
   * Trials under way at once. A trial is proposed from those that lie at least so far before it, and tuning from the first of every
   * candidate, which have all come to an end by then: which of its neighbours is quicker changes nothing.
   */
  lanes: v.pipe(count, v.minValue(1), v.maxValue(16)),
  budget,
  /** Most members of the weighted ensemble that ends the search; 0: none is made. */
  ensemble: count,
  seed: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(0xffffffff)),
});
export type StudyPlan = v.InferOutput<typeof studyPlan>;

/** `families`: each candidate with its own settings; `tuning`: other settings; `ensemble`: the best are weighed together; `finish`: the best become runs. */
export const studyPhases = ['families', 'tuning', 'ensemble', 'finish', 'done'] as const;
export type StudyPhase = (typeof studyPhases)[number];

/** A line of the leaderboard: the trial, or the weighted trials, behind a run. */
export const finalist = v.strictObject({
  /** The trial; null for an ensemble. */
  trial: v.nullable(trialNumber),
  /** Weights by trial, of an ensemble; they add up to 1. */
  members: v.exactOptional(
    v.array(v.strictObject({ trial: trialNumber, weight: v.pipe(finite, v.gtValue(0)) })),
  ),
  recipe,
  /** Of its out-of-fold predictions, fold by fold. */
  scores: v.array(finite),
  score: finite,
  /** Of learning it once, and of predicting 1,000 rows. */
  secondsToFit: seconds,
  secondsPer1000: seconds,
  bytes: count,
  /** The run that was made of it; its id stands here before the run begins. */
  runId: v.nullable(ulid),
});
export type Finalist = v.InferOutput<typeof finalist>;

/** The best model learnt from a part of its training rows, on the mean of the folds, with the score of each fold. */
const sizedScores = v.strictObject({ rows: v.pipe(finite, v.gtValue(0)), scores: v.array(finite) });
export type SizedScores = v.InferOutput<typeof sizedScores>;

export const study = v.strictObject({
  id: ulid,
  projectId: ulid,
  number: count,
  datasetSha256: sha256,
  partitionSha256: sha256,
  appVersion: v.string(),
  plan: studyPlan,
  phase: v.picklist(studyPhases),
  /** The second of the search at which each phase began. */
  phases: v.record(v.picklist(studyPhases), seconds),
  status: v.picklist(['running', 'paused', 'stopped', 'done', 'failed']),
  /** Time that the search took so far; what a pause lasts does not count. */
  secondsUsed: seconds,
  /** The best first; empty until the search has come to its end. */
  finalists: v.array(finalist),
  /** What an exact linear model of the same rows comes to, as the bar of every other. */
  baselineScore: v.nullable(finite),
  /** How the best model does with fewer training rows, the fewest first; absent until it was asked for. */
  learningCurve: v.exactOptional(v.array(sizedScores)),
  fault: v.nullable(fault),
  startedAt: timestamp,
  endedAt: v.nullable(timestamp),
});
export type Study = v.InferOutput<typeof study>;

/** `complete`: judged on all folds; `pruned`: given up on before; `failed`: its settings could not be learnt with. */
const trialStates = ['complete', 'pruned', 'failed'] as const;

/** One recipe that was tried. Written once, when it is over. */
export const trial = v.strictObject({
  id: ulid,
  projectId: ulid,
  studyId: ulid,
  /** From 1, in the order in which they were proposed. */
  number: trialNumber,
  /** Place of its candidate in the plan. */
  candidate: count,
  /** What it has of its candidate's space, by path; empty for the candidate's own settings. */
  values: proposal,
  state: v.picklist(trialStates),
  /** Score of each fold that was judged, in the metric's own direction. */
  scores: v.array(finite),
  /** Their mean; null where none was. */
  score: v.nullable(finite),
  /** Of all folds together. */
  secondsToFit: seconds,
  secondsPer1000: v.nullable(seconds),
  /** Of the model of the first fold. */
  bytes: v.nullable(count),
  /** The second of the search at which it began and ended, and which lane it took. */
  startedAt: seconds,
  endedAt: seconds,
  lane: count,
  /** Out-of-fold outputs of complete trials, float32 [rows, columns], in the order of the study's rows. */
  predictions: v.nullable(chunkRef),
  fault: v.nullable(fault),
});
export type Trial = v.InferOutput<typeof trial>;
