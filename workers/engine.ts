// The engine worker: everything with tensors. It alone owns the GPU.
import { serveApi } from './serve-api';

serveApi('engine', async (tell) => (await import('../src/engine/engine-api')).createEngineApi(tell));
