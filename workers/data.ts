// The data worker: files, rows, records.
import { serveApi } from './serve-api';

serveApi('data', async () => (await import('../src/engine/data-api')).createDataApi());
