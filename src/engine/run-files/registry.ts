// Every format that runs are written in, by its id in contract/release/run-formats.ts.
import type { RunFormatId } from '../../contract/release/run-formats';
import { mlflowFormat } from './mlflow/format';
import type { RunFileFormat } from './run-format';
import { tensorboardFormat } from './tensorboard/format';

export const runFileFormats: Record<RunFormatId, RunFileFormat> = {
  mlflow: mlflowFormat,
  tensorboard: tensorboardFormat,
};
