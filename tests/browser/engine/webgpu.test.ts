// The same promises on a real WebGPU device (SwiftShader where there is none): the same bits, twice and after a pause.
import { expect, test } from 'vitest';
import { artifactChunks, type Run } from '../../../src/contract/model/run';
import { createEngineApi } from '../../../src/engine/engine-api';
import { getBlob } from '../../../src/storage/chunks/chunks';
import { freshDatabase } from '../storage/fresh';
import { call } from './call';
import { tableProject } from './small-projects';

const engine = createEngineApi();

async function weightsOf({ artifact }: Run): Promise<number[]> {
  return [...new Float32Array((await getBlob(artifactChunks(artifact!))).buffer)];
}

test('a table trains to the same bits twice, paused and resumed', async () => {
  freshDatabase();
  const { projectId, recipe } = await tableProject(160);
  const short = { ...recipe, epochs: 2, earlyStopping: null };
  const request = { kind: 'new', projectId, recipe: short, role: 'model', backend: 'webgpu' } as const;
  const whole = await call(engine.train, request);
  expect(whole).toMatchObject({ status: 'done', backend: 'webgpu', fault: null });
  const weights = await weightsOf(whole);
  expect(await weightsOf(await call(engine.train, request))).toEqual(weights);
  const paused = await call(engine.train, request, (event, abort) => {
    if (event.kind === 'step' && event.step > 0) abort();
  });
  expect(paused.status).toBe('paused');
  const resumed = await call(engine.train, { kind: 'resume', runId: paused.id, backend: null });
  expect(resumed.backend).toBe('webgpu');
  expect(await weightsOf(resumed)).toEqual(weights);
});
