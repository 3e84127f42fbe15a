// The engine worker's API: each method is a use case in a file of its own. Nothing happens here but handing over.
import type { EngineApi } from '../contract/transport/engine-api';
import type { WorkerNotice } from '../contract/transport/store-state';
import { beforeGivingWay, watchStore } from '../storage/store/store-state';
import { tunedTiles } from './device/device-tiles';
import { probeDevice } from './device/shared-probe';
import { resumeJob, startJob } from './jobs/run-job';
import { estimate } from './training/estimate';
import { exportHeld } from './release/export-held';
import { exportModel, exportRun } from './release/export-model';
import { explainRun } from './judging/explain-run';
import { judgeRun } from './judging/judge-run';
import { measureLatency } from './serving/measure-latency';
import { predict } from './serving/predict';
import { scoreFile } from './serving/score-file';
import { serveHost } from './serving/serve-host';
import { EngineSession } from './session';
import { trainingEnded } from './training/run-locks';
import { trainRun } from './training/train-run';

/** A new engine with its own memory; one a worker. */
export function createEngineApi(
  tell?: (notice: WorkerNotice) => void,
  session = new EngineSession(),
): EngineApi {
  const ask = (runId: string, intent: 'pause' | 'stop') => {
    const control = session.controls.get(runId);
    // A run that has ended needs no asking; a stop outweighs a pause.
    if (control && control.intent !== 'stop') control.intent = intent;
    return Promise.resolve(null);
  };
  watchStore((state) => tell?.({ kind: 'store', state }));
  // A newer app waits for the store: what trains here writes its checkpoint and ends as paused first.
  beforeGivingWay(async () => {
    for (const job of session.jobs.values()) job.ask('pause');
    // One that judges by now cannot be paused: the newer app does that again.
    const paused = [...session.jobs.values()].filter(({ isConcluding }) => !isConcluding);
    if (session.controls.size === 0 && paused.length === 0) return;
    for (const runId of session.controls.keys()) await ask(runId, 'pause');
    await Promise.all([trainingEnded(), ...paused.map(({ ended }) => ended)]);
  });
  return {
    probeDevice: (request, job) => probeDevice(request, job, session),
    tunedTiles: () => tunedTiles(),
    avoidBackend: ({ backend }) => {
      session.avoided.add(backend);
      return Promise.resolve(null);
    },
    startJob: (request, job) => startJob(request, job, session),
    resumeJob: (request, job) => resumeJob(request, job, session),
    askJob: ({ jobId, intent }) => {
      session.jobs.get(jobId)?.ask(intent);
      return Promise.resolve(null);
    },
    estimate: (request) => estimate(request),
    train: (request, job) => trainRun(request, job, session),
    pauseRun: ({ runId }) => ask(runId, 'pause'),
    stopRun: ({ runId }) => ask(runId, 'stop'),
    judge: ({ runId }, job) => judgeRun(runId, job, session),
    measureLearningCurve: async (request, job) =>
      (await import('./studies/learning-curve')).measureLearningCurve(request, job),
    explainRun: ({ runId, look }, { signal }) => explainRun(runId, look, signal),
    predict: (request, { signal }) => predict(request, signal, session),
    serveHost: (request, { signal }) =>
      serveHost(request, signal, (asked) => predict(asked, signal, session)),
    measureLatency: ({ versionId }, { signal }) => measureLatency(versionId, signal, session),
    scoreFile: (request, job) => scoreFile(request, job, session),
    exportModel: (request, { signal }) => exportModel(request, signal, session),
    exportHeld: (request) => exportHeld(request, session),
    exportRuns: async (request, job) =>
      (await import('./run-files/export-runs')).exportRuns(request, job, session),
    importModel: async (request, { signal }) =>
      (await import('./training/import-model')).importModel(request, signal),
    exportRun: ({ runId }) => exportRun(runId, session),
  };
}
