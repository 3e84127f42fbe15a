// The data worker: files, rows, records.
import { workerUrl } from '../src/contract/transport/trusted-urls';
import { serveApi } from './serve-api';
import storeUrl from './store?worker&url';

/** Its own worker, for the time of one import. */
const startStore = (): Worker => new Worker(workerUrl(storeUrl), { type: 'module', name: 'store' });

serveApi('data', async (tell) => (await import('../src/engine/data-api')).createDataApi(tell, startStore));
