// Test rows behind a number: those in one cell of the confusion matrix, or the largest residuals; and all of them as CSV.
import type { ClassJudgement, SamplePrediction } from '../../contract/model/judgement';
import { csvLine } from '../../data/export/csv-line';
import { predictedClass } from '../../domain/predictions/classes';
import { getChunk } from '../../storage/chunks/chunks';
import { getJudgement } from '../../storage/judgements';
import { getRun } from '../../storage/runs';
import { decodePredictions, type PredictionRow } from './prediction-rows';

/** What one cell of the confusion matrix asks for; null means any class. */
interface SampleQuery {
  judgementId: string;
  actual: number | null;
  predicted: number | null;
  limit: number;
}

/** Probability of each class: a single output is that of the second of two. */
function probabilities(judgement: ClassJudgement, { outputs }: PredictionRow): number[] {
  const only = outputs[0] ?? NaN;
  return judgement.classes.length === 2 && outputs.length === 1 ? [1 - only, only] : [...outputs];
}

/** The rows asked for: of classes the surest first, of numbers the farthest off first. */
export async function samplePredictions(query: SampleQuery): Promise<SamplePrediction[]> {
  const judgement = await getJudgement(query.judgementId);
  const bytes = await getChunk(judgement.predictions);
  const found: { sample: SamplePrediction; rank: number }[] = [];
  for (const row of decodePredictions(bytes, judgement.outputs, judgement.predictionBits)) {
    if (judgement.kind !== 'classification') {
      const predicted = row.outputs[0] ?? NaN;
      const sample = { row: row.row, actual: row.actual, predicted, confidence: null };
      found.push({ sample, rank: Math.abs(row.actual - predicted) });
      continue;
    }
    const chances = probabilities(judgement, row);
    const predicted = predictedClass(chances, chances.length, judgement.threshold);
    if (query.actual !== null && row.actual !== query.actual) continue;
    if (query.predicted !== null && predicted !== query.predicted) continue;
    const confidence = chances[predicted] ?? 0;
    const actual = judgement.classes[row.actual] ?? '';
    found.push({
      sample: { row: row.row, actual, predicted: judgement.classes[predicted] ?? '', confidence },
      rank: confidence,
    });
  }
  found.sort((a, b) => b.rank - a.rank || a.sample.row - b.sample.row);
  return found.slice(0, query.limit).map(({ sample }) => sample);
}

/** All test rows: number in the source (from 1), actual, predicted, and one probability column a class. */
export async function exportPredictions(judgementId: string): Promise<Blob> {
  const judgement = await getJudgement(judgementId);
  const { recipe } = await getRun(judgement.runId);
  const bytes = await getChunk(judgement.predictions);
  const names = (judgement.kind === 'classification' ? judgement.classes : []).map(
    (name) => `probability_${name}`,
  );
  const parts: string[] = [csvLine(['row', `actual_${recipe.target}`, 'predicted', ...names])];
  for (const row of decodePredictions(bytes, judgement.outputs, judgement.predictionBits)) {
    if (judgement.kind !== 'classification') {
      parts.push(csvLine([row.row + 1, row.actual, row.outputs[0] ?? null]));
      continue;
    }
    const { classes } = judgement;
    const chances = probabilities(judgement, row);
    const predicted = classes[predictedClass(chances, chances.length, judgement.threshold)] ?? null;
    parts.push(csvLine([row.row + 1, classes[row.actual] ?? null, predicted, ...chances]));
  }
  return new Blob(parts, { type: 'text/csv' });
}
