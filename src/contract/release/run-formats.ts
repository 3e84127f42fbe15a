// The formats in which runs go out to other tools, one line each. How each is written: engine/run-files/registry.ts.
import type { FaultCode } from '../transport/fault';

export const runFormats = [
  { id: 'mlflow', name: 'MLflow' },
  { id: 'tensorboard', name: 'TensorBoard' },
] as const;

export type RunFormat = (typeof runFormats)[number];
export type RunFormatId = RunFormat['id'];

/** Runs as a ZIP, and those whose trained model is not in it although they have one. */
export interface ExportedRuns {
  file: Blob;
  runs: number;
  withoutModel: { number: number; code: FaultCode }[];
}
