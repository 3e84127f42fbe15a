// E from readings and weights: E = Σ w_k f_k, f_k = (1/C_k) Σ_i (1/N_i) Σ_j f_ij (EVALUATION: the evaluation function).
// What is missing or stale makes it an interval, and withholds the headline. Pure; hashing and keeping are elsewhere.
import type { DimensionScore, Reading, Snapshot } from '../../contract/project/evaluation';
import { HearthError } from '../../contract/transport/fault';
import { dimensions, type Dimension, type ProjectStage } from '../../contract/project/project';
import { rankActions } from './actions';
import { catalogue, catalogueVersion, indicatorOf } from './catalogue';
import { leastCoverage, leastDimensionCoverage } from './coverage';
import { isDue } from './stages';

/** What a snapshot says, before it gets its name, time and vetoes. */
export type Evaluation = Omit<Snapshot, 'id' | 'projectId' | 'sha256' | 'takenAt' | 'vetoes'>;

/** Keeps one dimension at 0 from making the geometric mean 0 whatever the others are. */
const geometricFloor = 0.01;
const imbalanceGap = 0.05;

/**
 * Computes E at a stage: of what is due at it. Indicators without a reading count as missing; weights are scaled to sum to 1, and a dimension in which
 * nothing applies gives its weight to the others. Coverage is weighted as E is, so interval width = 1 − coverage.
 * Throws `input_invalid` for a reading that is twice there, of no indicator, or of a score outside [0, 1].
 */
export function computeEvaluation(
  readings: Reading[],
  weights: Record<Dimension, number>,
  stage: ProjectStage,
): Evaluation {
  const due = { byId: indexReadings(readings), stage };
  const effective = effectiveWeights(due, weights);
  const scores = dimensions.map((dimension) => scoreDimension(dimension, effective[dimension], due));
  const applicable = scores.filter(({ weight }) => weight > 0);
  const sum = (value: (score: DimensionScore) => number) =>
    applicable.reduce((total, score) => total + score.weight * value(score), 0);
  const interval: [number, number] = [
    sum((x) => x.interval[0]),
    Math.min(
      1,
      sum((x) => x.interval[1]),
    ),
  ];
  const coverage = Math.min(
    1,
    sum((score) => score.coverage),
  );
  const measured = applicable.flatMap(({ dimension, weight, score }) =>
    score === null ? [] : [{ dimension, weight, score }],
  );
  const measuredWeight = measured.reduce((total, { weight }) => total + weight, 0);
  const meanOf = (value: (score: number) => number) =>
    measured.reduce((total, { weight, score }) => total + weight * value(score), 0) / measuredWeight;
  const provisional =
    measured.length === 0
      ? null
      : clampTo(
          meanOf((score) => score),
          interval,
        );
  const geometric =
    measured.length === 0 ? null : Math.exp(meanOf((score) => Math.log(Math.max(score, geometricFloor))));
  const covered =
    coverage >= leastCoverage && applicable.every((score) => score.coverage >= leastDimensionCoverage);
  const weakest = measured.reduce<(typeof measured)[number] | null>(
    (least, each) => (least === null || each.score < least.score ? each : least),
    null,
  );
  return {
    catalogueVersion,
    stage,
    readings,
    dimensions: scores,
    headline: covered ? provisional : null,
    interval,
    provisional,
    coverage,
    geometric,
    imbalanced: provisional !== null && geometric !== null && provisional - geometric > imbalanceGap,
    weakest: weakest?.dimension ?? null,
    actions: rankActions(due.byId, effective, stage),
  };
}

function indexReadings(readings: Reading[]): Map<string, Reading> {
  const byId = new Map<string, Reading>();
  for (const reading of readings) {
    const { id, score } = reading;
    const inRange = score === null || (score >= 0 && score <= 1);
    if (byId.has(id) || !indicatorOf.has(id) || !inRange) {
      throw new HearthError('input_invalid', { field: id }, { score: score ?? 'null' });
    }
    byId.set(id, reading);
  }
  return byId;
}

/** Readings by their indicator, and the stage at which they count. */
interface Due {
  byId: ReadonlyMap<string, Reading>;
  stage: ProjectStage;
}

/** Indicators of a dimension that are due and apply, by component. */
function applicableComponents(dimension: Dimension, { byId, stage }: Due): Map<string, string[]> {
  const components = new Map<string, string[]>();
  for (const indicator of catalogue) {
    const { id, component } = indicator;
    if (indicator.dimension !== dimension || !isDue(indicator, stage)) continue;
    if (byId.get(id)?.state === 'not-applicable') continue;
    components.set(component, [...(components.get(component) ?? []), id]);
  }
  return components;
}

function effectiveWeights(due: Due, weights: Record<Dimension, number>): Record<Dimension, number> {
  const applying = dimensions.map((dimension) =>
    applicableComponents(dimension, due).size > 0 ? weights[dimension] : 0,
  );
  const total = applying.reduce((sum, weight) => sum + weight, 0);
  const valid = dimensions.every((dimension) => weights[dimension] >= 0) && Number.isFinite(total);
  if (!valid) throw new HearthError('input_invalid', { field: 'weights' });
  const entry = (dimension: Dimension) =>
    total === 0 ? 0 : applying[dimensions.indexOf(dimension)]! / total;
  return {
    architecture: entry('architecture'),
    data: entry('data'),
    model: entry('model'),
    deployment: entry('deployment'),
    team: entry('team'),
  };
}

function scoreDimension(dimension: Dimension, weight: number, due: Due): DimensionScore {
  const components = [...applicableComponents(dimension, due).values()];
  let [lower, coverage, measuredSum, measuredComponents] = [0, 0, 0, 0];
  for (const ids of components) {
    const scores = ids.flatMap((id) => scoreOf(due.byId.get(id)) ?? []);
    const sum = scores.reduce((total, score) => total + score, 0);
    lower += sum / ids.length / components.length;
    coverage += scores.length / ids.length / components.length;
    if (scores.length === 0) continue;
    measuredSum += sum / scores.length;
    measuredComponents++;
  }
  coverage = Math.min(1, coverage);
  const interval = ordered(lower, lower + 1 - coverage);
  const score = measuredComponents === 0 ? null : clampTo(measuredSum / measuredComponents, interval);
  return { dimension, weight, score, interval, coverage };
}

/** The score that counts: only of what was measured on what is current. */
function scoreOf(reading: Reading | undefined): number | null {
  return reading?.state === 'measured' ? reading.score : null;
}

/** Rounding may put the ends of an interval of no width in the wrong order, or the upper above 1. */
function ordered(lower: number, upper: number): [number, number] {
  return [Math.min(1, lower), Math.min(1, Math.max(lower, upper))];
}

/** Rounding may put a mean a last digit outside of the interval that bounds it. */
function clampTo(value: number, [low, high]: readonly [number, number]): number {
  return Math.min(high, Math.max(low, value));
}
