// The data worker: files, rows, records.
import { serveApi } from './serve-api';

serveApi('data', async (tell) => (await import('../src/engine/data-api')).createDataApi(tell));
