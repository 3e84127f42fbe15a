// The ensemble that ends a search: the trials that answer best together, by what they said of rows that they had not seen.
import type { Finalist, Study, Trial } from '../../contract/model/search/study';
import { spreadOf } from '../../domain/choice/cross-validation';
import { selectEnsemble } from '../../domain/search/ensemble';
import { bestTrial, isBetter } from '../../domain/study/schedule';
import { judgeHeld, meanScore, scoreHeld } from '../../domain/study/score-held';
import { withValues } from '../../domain/study/settings-of';
import { ensembleRecipe } from '../../model/families/ensemble/members';
import { getChunk } from '../../storage/chunks/chunks';
import type { HeldTruth, StudyRows } from './study-rows';

/** Trials that are chosen from, beside the best of each candidate. */
const mostChoices = 12;
/** Choices that are made, and predictions that are scored for all of them: the work stays within seconds. */
const mostRounds = 25;
const fewestRounds = 5;
const mostScored = 30e6;

/**
 * The ensemble as a finalist; null where no two trials do better together than the best does alone, by more than the folds disagree: it
 * takes the time and the room of all its members.
 */
export async function blendTrials(
  { plan }: Study,
  trials: readonly Trial[],
  rows: StudyRows,
): Promise<Finalist | null> {
  const choices = choicesOf(plan, trials);
  if (plan.ensemble < 2 || choices.length < 2) return null;
  const truth = await rows.truth();
  const predictions = await Promise.all(choices.map(predictionsOf));
  const { task } = plan.candidates[0]!.recipe;
  const scoresOf = (blend: Float64Array) =>
    foldScores(plan.metric, { task, classes: rows.classes }, truth, blend);
  const sign = plan.direction === 'higher' ? 1 : -1;
  const work = (predictions[0]?.length ?? 0) * choices.length;
  const found = selectEnsemble({
    predictions,
    score: (blend) => sign * (meanScore(scoresOf(blend)) ?? NaN),
    rounds: Math.max(fewestRounds, Math.min(mostRounds, Math.floor(mostScored / Math.max(1, work)))),
  });
  if (!found) return null;
  const members = heaviest(choices, found.weights, plan.ensemble);
  if (members.length < 2) return null;
  const blend = new Float64Array(predictions[0]!.length);
  for (const { trial, weight } of members) {
    const own = predictions[choices.indexOf(trial)]!;
    for (let at = 0; at < blend.length; at++) blend[at]! += weight * own[at]!;
  }
  const scores = scoresOf(blend);
  const score = meanScore(scores);
  const best = choices.reduce((top, trial) => (isBetter(plan, trial.score, top.score) ? trial : top));
  if (score === null || !isBetter(plan, score, best.score) || !isClear(scores, best.scores)) return null;
  const perFold = ({ secondsToFit, scores: folds }: Trial) => secondsToFit / Math.max(1, folds.length);
  const sum = (of: (trial: Trial) => number) => members.reduce((total, { trial }) => total + of(trial), 0);
  return {
    trial: null,
    members: members.map(({ trial, weight }) => ({ trial: trial.number, weight })),
    recipe: ensembleRecipe(
      members.map(({ trial, weight }) => {
        const recipe = withValues(plan.candidates[trial.candidate]!.recipe, trial.values);
        if (recipe.format !== 2) throw new TypeError('a net is no member');
        return { recipe, weight };
      }),
    ),
    scores,
    score,
    secondsToFit: sum(perFold),
    secondsPer1000: sum(({ secondsPer1000 }) => secondsPer1000 ?? 0),
    bytes: sum(({ bytes }) => bytes ?? 0),
    runId: null,
  };
}

/** Complete trials whose predictions are kept: the best of each candidate, and the best of all. */
function choicesOf(plan: Study['plan'], trials: readonly Trial[]): Trial[] {
  const kept = trials.filter(({ predictions }) => predictions !== null);
  const ofEach = plan.candidates
    .map((_, place) => bestTrial(plan, kept, place))
    .filter((trial) => trial !== null);
  const ranked = kept.toSorted(
    (a, b) =>
      Number(isBetter(plan, b.score, a.score)) - Number(isBetter(plan, a.score, b.score)) ||
      a.number - b.number,
  );
  return [...new Set([...ranked.slice(0, mostChoices), ...ofEach])].sort((a, b) => a.number - b.number);
}

async function predictionsOf({ predictions }: Trial): Promise<Float64Array> {
  const bytes = await getChunk(predictions!);
  return Float64Array.from(new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2));
}

/** The score of each fold that has one. */
function foldScores(
  metric: string,
  { task, classes }: { task: string; classes: readonly string[] },
  truth: readonly HeldTruth[],
  blend: Float64Array,
): number[] {
  const columns = blend.length / truth.reduce((sum, { length }) => sum + length, 0);
  let at = 0;
  return truth.flatMap((actual) => {
    const outputs = blend.subarray(at, at + actual.length * columns);
    at += outputs.length;
    const score = scoreHeld(metric, judgeHeld(task, classes, { actual, outputs, columns }));
    return score === null ? [] : [score];
  });
}

function heaviest(
  choices: readonly Trial[],
  weights: readonly number[],
  most: number,
): { trial: Trial; weight: number }[] {
  const members = choices
    .map((trial, place) => ({ trial, weight: weights[place]! }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.trial.number - b.trial.number)
    .slice(0, most);
  const total = members.reduce((sum, { weight }) => sum + weight, 0);
  return members.map(({ trial, weight }) => ({ trial, weight: weight / total }));
}

/** Whether the mean difference is larger than its standard error over folds; of one fold nothing more is known. */
function isClear(scores: readonly number[], others: readonly number[]): boolean {
  if (scores.length !== others.length || scores.length < 2) return true;
  const { mean, stdDev } = spreadOf(scores.map((score, fold) => score - others[fold]!));
  return Math.abs(mean) > (stdDev ?? 0) / Math.sqrt(scores.length);
}
