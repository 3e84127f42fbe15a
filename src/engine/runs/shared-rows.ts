// The test rows that two judgements have in common, each with its truth and what either model predicted: from the predictions that they keep.
import type { Judgement } from '../../contract/model/judgement';
import type { NotComparable } from '../../contract/model/runs/compared-runs';
import { JudgedClasses } from '../../domain/predictions/judged-classes';
import { JudgedNumbers } from '../../domain/predictions/judged-numbers';
import type { JudgedSplit } from '../../domain/predictions/judged';
import { getChunk } from '../../storage/chunks/chunks';
import { decodePredictions } from '../judging/prediction-rows';

interface Predicted {
  rows: number[];
  actual: number[];
  outputs: Float64Array[];
}

/** A judgement with its predictions in the order of their rows. */
export interface ReadJudgement {
  judgement: Judgement;
  predicted: Predicted;
}

/** Reads the predictions of a judgement. Throws where they are gone or damaged. */
export async function readJudgement(judgement: Judgement): Promise<ReadJudgement> {
  const bytes = await getChunk(judgement.predictions);
  const all = [...decodePredictions(bytes, judgement.outputs, judgement.predictionBits)].map((each) => ({
    ...each,
    outputs: Float64Array.from(each.outputs), // theirs hold only until the next row
  }));
  all.sort((a, b) => a.row - b.row);
  const predicted = {
    rows: all.map(({ row }) => row),
    actual: all.map(({ actual }) => actual),
    outputs: all.map(({ outputs }) => outputs),
  };
  return { judgement, predicted };
}

/** Both judged on their common rows, in one order; or why they have none. */
export function sharedRows(
  first: ReadJudgement,
  second: ReadJudgement,
): { rows: number; judged: [JudgedSplit, JudgedSplit] } | NotComparable {
  const [one, other] = [first.judgement, second.judgement];
  if (one.datasetSha256 !== other.datasetSha256) return 'data';
  if (one.kind !== other.kind) return 'target';
  if (one.kind === 'classification' && other.kind === 'classification')
    if (one.classes.join('\0') !== other.classes.join('\0')) return 'target';
  const places = commonPlaces(first.predicted, second.predicted);
  if (places.length === 0) return 'rows';
  // Of another target column the same rows have another truth.
  const isSame = places.every(([a, b]) => first.predicted.actual[a] === second.predicted.actual[b]);
  if (!isSame) return 'target';
  const of = (read: ReadJudgement, side: 0 | 1) =>
    judged(
      read,
      places.map((pair) => pair[side]),
    );
  return { rows: places.length, judged: [of(first, 0), of(second, 1)] };
}

/** Places of the rows that both have; both are in ascending order. */
function commonPlaces({ rows: a }: Predicted, { rows: b }: Predicted): [number, number][] {
  const places: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) places.push([i++, j++]);
    else if (a[i]! < b[j]!) i++;
    else j++;
  }
  return places;
}

function judged({ judgement, predicted }: ReadJudgement, places: readonly number[]): JudgedSplit {
  const actual = places.map((place) => predicted.actual[place]!);
  const outputs = places.map((place) => predicted.outputs[place]!);
  if (judgement.kind !== 'classification')
    return new JudgedNumbers(
      outputs.map(([value]) => value ?? NaN),
      actual,
    );
  const k = judgement.classes.length;
  // A single output of two classes is the probability of the second.
  const chances = outputs.flatMap((each) =>
    k === 2 && each.length === 1 ? [1 - each[0]!, each[0]!] : [...each],
  );
  return new JudgedClasses(Float32Array.from(chances), Int32Array.from(actual), k, judgement.threshold);
}
