// The two workers, each started by the first call that needs it.
import dataUrl from '../../../workers/data?worker&url';
import engineUrl from '../../../workers/engine?worker&url';
import type { DataApi } from '../../contract/transport/data-api';
import type { EngineApi } from '../../contract/transport/engine-api';
import { RecoveringEngine } from './recovering-engine';
import { workerUrl } from '../../contract/transport/trusted-urls';
import { WorkerClient } from './worker-client';

export interface Clients {
  data: WorkerClient<DataApi>;
  engine: RecoveringEngine;
}

// Vite bundles a worker by `?worker&url` as it would by `new Worker(new URL(…))`, which leaves no room for a trusted address.
const start = (url: string, name: string) => new Worker(workerUrl(url), { type: 'module', name });

export const clients: Clients = {
  data: new WorkerClient<DataApi>(() => start(dataUrl, 'data')),
  engine: new RecoveringEngine(new WorkerClient<EngineApi>(() => start(engineUrl, 'engine'))),
};
