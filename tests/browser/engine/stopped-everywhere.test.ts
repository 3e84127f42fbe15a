// A training that is paused wherever it looks whether it should, and resumed from the store: to the same bits on the same
// backend, and to the same numbers but for rounding on another.
import { beforeEach, describe, expect, test } from 'vitest';
import { artifactChunks, type BackendName, type Run } from '../../../src/contract/model/run';
import { createEngineApi } from '../../../src/engine/engine-api';
import { EngineSession } from '../../../src/engine/session';
import type { TrainControl } from '../../../src/model/net/training/train-types';
import { getBlob } from '../../../src/storage/chunks/chunks';
import { freshDatabase } from '../storage/fresh';
import { call } from './call';
import { tableProject, type SmallProject } from './small-projects';

/** The controls of a session's trainings; each is told to pause at its k-th look, between steps and in a validation. */
class PausingControls extends Map<string, TrainControl> {
  /** Looks until the pause; 0: none. */
  pauseAt = 0;

  override set(runId: string, control: TrainControl): this {
    let looks = 0;
    let { intent } = control;
    Object.defineProperty(control, 'intent', {
      get: () => (++looks === this.pauseAt ? (intent = 'pause') : intent),
      set: (asked: TrainControl['intent']) => (intent = asked),
    });
    return super.set(runId, control);
  }
}

const controls = new PausingControls();
const engine = createEngineApi(undefined, Object.assign(new EngineSession(), { controls }));

beforeEach(() => void freshDatabase());

/** Two epochs of six steps, with dropout and Adam. */
async function shortProject(): Promise<SmallProject> {
  const { projectId, recipe } = await tableProject(160);
  return { projectId, recipe: { ...recipe, batchSize: 20, epochs: 2, earlyStopping: null } };
}

async function weightsOf({ artifact }: Run): Promise<number[]> {
  return [...new Float32Array((await getBlob(artifactChunks(artifact!))).buffer)];
}

/** Trains until its k-th look. */
function trainUntil(look: number, project: SmallProject, backend: BackendName): Promise<Run> {
  controls.pauseAt = look;
  return call(engine.train, { kind: 'new', ...project, role: 'model', backend });
}

function resume(run: Run, backend: BackendName): Promise<Run> {
  controls.pauseAt = 0;
  return call(engine.train, { kind: 'resume', runId: run.id, backend });
}

const largest = (found: number[], expected: number[]) =>
  Math.max(...expected.map((value, place) => Math.abs(value - (found[place] ?? NaN))));

describe.each(['wasm', 'cpu'] as const)('on %s', (backend) => {
  test('paused at every look, and resumed: the same bits', async () => {
    const project = await shortProject();
    const whole = await trainUntil(0, project, backend);
    const weights = await weightsOf(whole);
    const steps = new Set<number>();
    for (let look = 1; ; look++) {
      const paused = await trainUntil(look, project, backend);
      if (paused.status === 'done') break; // it looks no more often than this
      expect(paused.status).toBe('paused');
      steps.add(paused.step ?? NaN);
      const resumed = await resume(paused, backend);
      expect(resumed).toMatchObject({ status: 'done', backend, step: whole.step });
      expect(await weightsOf(resumed), `paused at look ${look}, step ${paused.step}`).toEqual(weights);
    }
    expect([...steps].sort((a, b) => a - b)).toEqual(
      Array.from({ length: (whole.step ?? 0) + 1 }, (_, step) => step),
    );
  });
});

test('on webgpu, paused at a few steps: the same bits', async () => {
  const project = await shortProject();
  const weights = await weightsOf(await trainUntil(0, project, 'webgpu'));
  for (const look of [2, 5, 9]) {
    const paused = await trainUntil(look, project, 'webgpu');
    expect(paused).toMatchObject({ status: 'paused', backend: 'webgpu' });
    expect(await weightsOf(await resume(paused, 'webgpu'))).toEqual(weights);
  }
});

test.each([
  ['wasm', 'cpu'],
  ['cpu', 'wasm'],
  ['webgpu', 'wasm'],
] as const)(
  'begun on %s and gone on with on %s: the same numbers within 1e-5, and the record says so',
  async (from, to) => {
    const project = await shortProject();
    const weights = await weightsOf(await trainUntil(0, project, from));
    for (const look of [3, 8]) {
      const paused = await trainUntil(look, project, from);
      const resumed = await resume(paused, to);
      expect(resumed).toMatchObject({ status: 'done', backend: to });
      const changed = resumed.notices.filter(({ code }) => code === 'backend_changed');
      expect(changed).toMatchObject([{ params: { from, to } }]);
      expect(largest(await weightsOf(resumed), weights)).toBeLessThan(1e-5);
    }
  },
);
