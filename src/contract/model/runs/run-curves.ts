// Curves of runs as a chart draws them: smoothed and thinned where they are read, so that long ones never reach the page.

export const curveNames = [
  'trainLoss',
  'validationLoss',
  'trainMetric',
  'validationMetric',
  'learningRate',
] as const;
export type CurveName = (typeof curveNames)[number];

export const curveAxes = ['epoch', 'step', 'seconds'] as const;
/** `epoch`: or round; `seconds`: of training, added up. */
export type CurveAxis = (typeof curveAxes)[number];

export interface CurvesQuery {
  runIds: readonly string[];
  curve: CurveName;
  axis: CurveAxis;
  /** Weight of what came before, from 0 to 0.99. */
  smoothing: number;
  /** Most points of a curve, about. */
  points: number;
}

/** One run's curve; empty where it has none. NaN: a gap. */
export interface DrawnCurve {
  runId: string;
  x: Float64Array;
  y: Float64Array;
  /** Before it was thinned. */
  points: number;
}
