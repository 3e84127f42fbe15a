// The engine worker: everything with tensors. It alone owns the GPU. A search starts it again, by another name, for the threads of its
// trials: these share its code, and nothing else.
import { workerUrl } from '../src/contract/transport/trusted-urls';
import { serveLane } from '../src/engine/studies/serve-lane';
import { reportTraffic } from './report-traffic';
import { serveApi } from './serve-api';

const trial = 'trial';

const startLane = (): Worker => new Worker(workerUrl(self.location.href), { type: 'module', name: trial });

if (self.name === trial) {
  reportTraffic(trial);
  serveLane(self);
} else {
  serveApi('engine', async (tell) => {
    const [{ createEngineApi }, { EngineSession }] = await Promise.all([
      import('../src/engine/engine-api'),
      import('../src/engine/session'),
    ]);
    return createEngineApi(tell, new EngineSession(startLane));
  });
}
