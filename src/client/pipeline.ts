// Run all: every step that needs no answer, in order, as a stream of stages. Used by the rail and by headless runs alike.
import type { Partition } from '../contract/data/dataset';
import type { Estimate } from '../contract/model/device';
import type { Snapshot } from '../contract/project/evaluation';
import { fromFault } from '../contract/transport/fault';
import type { Judgement } from '../contract/model/judgement';
import type { Recipe } from '../contract/model/recipe';
import type { BackendName, Run, TrainEvent } from '../contract/model/run';
import { stages, type Stage } from '../contract/project/stage';
import type { Latency, ModelVersion } from '../contract/release/version';
import { baselineRecipe } from '../domain/baseline';
import { runFault } from '../domain/run-fault';
import type { Clients } from './workers/clients';

export type PipelineEvent =
  | { kind: 'stage'; stage: Stage; index: number }
  | { kind: 'train'; stage: 'baseline' | 'train'; event: TrainEvent }
  | { kind: 'progress'; done: number; total: number };

export interface PipelineRequest {
  projectId: string;
  recipe: Recipe;
  backend: BackendName | null;
  locale?: 'en' | 'zh-CN';
}

export interface PipelineResult {
  partition: Partition;
  estimate: Estimate;
  baseline: { run: Run; judgement: Judgement };
  model: { run: Run; judgement: Judgement };
  version: ModelVersion;
  latency: Latency;
  snapshot: Snapshot;
}

/** Runs the stages until done, aborted or failed. A training that was paused from elsewhere ends it with `aborted`, one that a fault ended with that. */
export async function runPipeline(
  { data, engine }: Clients,
  { projectId, recipe, backend, locale }: PipelineRequest,
  onEvent: (event: PipelineEvent) => void,
  signal: AbortSignal,
): Promise<PipelineResult> {
  const enter = (stage: Stage) => {
    signal.throwIfAborted();
    onEvent({ kind: 'stage', stage, index: stages.indexOf(stage) });
  };
  const onProgress = ({ done, total }: { done: number; total: number }) =>
    onEvent({ kind: 'progress', done, total });

  const train = async (stage: 'baseline' | 'train', role: 'baseline' | 'model', chosen: Recipe) => {
    enter(stage);
    const run = await engine.call(
      'train',
      { kind: 'new', projectId, recipe: chosen, role, backend },
      { signal, onEvent: (event) => onEvent({ kind: 'train', stage, event }) },
    );
    const fault = runFault(run);
    if (fault) throw fromFault(fault);
    if (run.status !== 'done' && run.status !== 'stopped')
      throw new DOMException('training was paused', 'AbortError');
    return { run, judgement: await engine.call('judge', { runId: run.id }, { signal, onEvent: onProgress }) };
  };

  enter('device');
  if (backend === null) await engine.call('probeDevice', { again: false }, { signal });
  const estimate = await engine.call('estimate', { projectId, recipe }, { signal });
  enter('split');
  const partition = await data.call('preparePartition', { projectId }, { signal, onEvent: onProgress });
  const baseline = await train('baseline', 'baseline', baselineRecipe(recipe));
  const model = await train('train', 'model', recipe);
  enter('judge');
  enter('register');
  const version = await data.call(
    'registerVersion',
    { runId: model.run.id, ...(locale ? { locale } : {}) },
    { signal },
  );
  enter('measure');
  const latency = await engine.call('measureLatency', { versionId: version.id }, { signal });
  await data.call('verifyVersion', { versionId: version.id }, { signal });
  enter('evaluate');
  const snapshot = await data.call('evaluateProject', { projectId }, { signal });
  return { partition, estimate, baseline, model, version, latency, snapshot };
}
