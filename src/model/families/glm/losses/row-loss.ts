// What the loss of a generalised linear model is to a solver: its value over rows, its slope and its curve.

/** The scale of residuals that some losses fit beside the coefficients, and the slope of the loss over it. */
export interface Scale {
  value: number;
  /** The rows' slopes are added here. */
  slope: number;
}

/** What a loss takes beside outputs and labels. */
export interface RowsFit {
  /** Of classes by their index; null where all count alike. */
  weights: Float64Array | null;
  scale: Scale;
}

/** Arrays are row-major [rows, outputs]. */
export interface Link {
  outputs: number;
  /** Whether the loss is quadratic in z. */
  isQuadratic: boolean;
  /** Replaces z by the gradient of the loss over it and keeps in `curve` what `second` needs; gives the summed loss. */
  residuals(z: Float64Array, rows: number, labels: Float32Array, curve: Float32Array, fit: RowsFit): number;
  /** Entry [a, b] of the second derivative over a row's outputs, without the weight of its class. */
  second(curve: Float32Array, row: number, a: number, b: number, scale: number): number;
  /** Of a loss that fits a scale: what stands for it in a row beside the columns, for the second derivative. */
  ofScale?(curve: Float32Array, row: number): number;
  /** Where the intercept starts, from the mean label; 0 where absent. */
  intercept?(meanLabel: number): number;
}
