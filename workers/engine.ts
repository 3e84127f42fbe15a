// The engine worker: everything with tensors. It alone owns the GPU.
import { workerUrl } from '../src/contract/transport/trusted-urls';
import { serveApi } from './serve-api';
import trialUrl from './trial?worker&url';

/** Its own workers, for the time of a search. */
const startLane = (): Worker => new Worker(workerUrl(trialUrl), { type: 'module', name: 'trial' });

serveApi('engine', async (tell) => {
  const [{ createEngineApi }, { EngineSession }] = await Promise.all([
    import('../src/engine/engine-api'),
    import('../src/engine/session'),
  ]);
  return createEngineApi(tell, new EngineSession(startLane));
});
