// Run all registers what is proposed: the model only where it is better than the linear baseline beyond chance.
import { beforeEach, expect, test } from 'vitest';
import { netRecipe } from '../../net-recipe';
import type { JobRequest } from '../../../src/contract/project/job-record';
import { decidingStand, proposedModel } from '../../../src/domain/choice/proposal';
import { Philox } from '../../../src/domain/random';
import { createEngineApi } from '../../../src/engine/engine-api';
import { editProject } from '../../../src/engine/project/update-project';
import { getJudgement } from '../../../src/storage/judgements';
import { versionsOf } from '../../../src/storage/versions';
import { freshDatabase } from '../storage/fresh';
import { call } from './call';
import { data, type SmallProject } from './small-projects';

beforeEach(() => void freshDatabase());

const engine = createEngineApi();

/** Two numbers, of which the target is a plane, or their product; a little noise. */
async function project(signal: (a: number, b: number) => number, rows: number): Promise<SmallProject> {
  const random = new Philox(31, 1);
  const lines = Array.from({ length: rows }, () => {
    const [a, b] = [random.normal(), random.normal()];
    return [a, b, signal(a, b) + 0.3 * random.normal()].map((value) => value.toFixed(4)).join(',');
  });
  const { projectId } = await call(data.createProject, { name: 'Plane', scenarioId: null });
  const file = new File([['a,b,height', ...lines].join('\n')], 'plane.csv', { type: 'text/csv' });
  await call(data.importTable, { projectId, file });
  await editProject(projectId, async (each) => ({
    ...each,
    data: {
      ...each.data,
      target: 'height',
      task: 'regression',
      roles: { a: 'feature', b: 'feature', height: 'target' },
    },
  }));
  return { projectId, recipe: netRecipe(await call(data.draftRecipe, { projectId, family: 'dense' })) };
}

async function runAll({ projectId, recipe }: SmallProject) {
  const request: JobRequest = { kind: 'run-all', projectId, recipe, backend: 'wasm', locale: 'en' };
  const { made, status } = await call(engine.startJob, request);
  expect(status).toBe('done');
  const view = await call(data.getProject, { projectId });
  const [version] = await versionsOf(projectId);
  const judgement = await getJudgement(made.judgementId!);
  return { made, view, version: version!, judgement, stand: decidingStand(view, judgement) };
}

test('where the linear model is as good, it is registered, and E is about it', async () => {
  const plane = await project((a, b) => 2 * a - b, 240);
  // Too few steps to get there: such a model must not be offered.
  const { made, view, version, judgement, stand } = await runAll({
    ...plane,
    recipe: { ...plane.recipe, epochs: 2 },
  });
  expect(stand).toMatchObject({ standing: 'worse', metric: 'rmse' });
  expect(version.runId).toBe(made.baselineId);
  expect(proposedModel(view)?.proposed.run.id).toBe(made.baselineId);
  const { validation, test: tested } = judgement.comparison!.metrics['rmse']!;
  const baseline = await getJudgement(made.baselineJudgementId!);
  for (const [split, difference] of [
    ['validation', validation],
    ['test', tested],
  ] as const) {
    const gap = judgement[split].metrics['rmse']! - baseline[split].metrics['rmse']!;
    expect(difference!.value).toBeCloseTo(gap, 9);
    expect(difference!.interval[0]).toBeLessThanOrEqual(gap);
    expect(difference!.interval[1]).toBeGreaterThanOrEqual(gap);
  }
  expect(baseline.comparison).toBeNull();
  const skill = view.snapshot?.readings.find(({ id }) => id === 'M1a');
  expect(skill).toMatchObject({ state: 'measured', raw: 0 });
});

test('where the default net finds what a line cannot, it is registered', async () => {
  const { made, view, version, stand } = await runAll(await project((a, b) => 2 * a * b, 600));
  expect(stand.standing).toBe('better');
  expect(version.runId).toBe(made.runId);
  expect(proposedModel(view)?.proposed.run.id).toBe(made.runId);
});
