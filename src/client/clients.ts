// The two workers, each started by the first call that needs it.
import type { DataApi } from '../contract/data-api';
import type { EngineApi } from '../contract/engine-api';
import { RecoveringEngine } from './recovering-engine';
import { WorkerClient } from './worker-client';

export interface Clients {
  data: WorkerClient<DataApi>;
  engine: RecoveringEngine;
}

export const clients: Clients = {
  data: new WorkerClient<DataApi>(
    () => new Worker(new URL('../../workers/data.ts', import.meta.url), { type: 'module', name: 'data' }),
  ),
  engine: new RecoveringEngine(
    new WorkerClient<EngineApi>(
      () =>
        new Worker(new URL('../../workers/engine.ts', import.meta.url), { type: 'module', name: 'engine' }),
    ),
  ),
};
