// What is due when, as the evaluation's reference text lists it; and that what is not due yet never holds E back.
import { describe, expect, it } from 'vitest';
import type { Reading } from '../../../../src/contract/project/evaluation';
import { projectStages } from '../../../../src/contract/project/project';
import { catalogue, catalogueVersion } from '../../../../src/domain/evaluation/catalogue';
import { shownScore } from '../../../../src/domain/evaluation/coverage';
import { computeEvaluation } from '../../../../src/domain/evaluation/score';
import { isDue, stageChanges, stageOf } from '../../../../src/domain/evaluation/stages';
import { projects } from '../../../../src/storage/records/projects';
import { snapshotSha256 } from '../../../../src/storage/record-hashes';
import { migrateRecord } from '../../../../src/storage/registry/migrate-record';
import * as given from './records';

const equal = { architecture: 0.2, data: 0.2, model: 0.2, deployment: 0.2, team: 0.2 };
const idsOf = (stage: (typeof projectStages)[number]) =>
  catalogue.filter(({ due }) => due === stage).map(({ id }) => id);
const model = catalogue.filter(({ dimension }) => dimension === 'model').map(({ id }) => id);

function readings(state: (id: string) => Reading['state']): Reading[] {
  return catalogue.map(({ id }) => ({
    ...{ id, raw: null, n: null, state: state(id), score: state(id) === 'measured' ? 0.7 : null },
    ...{ evidence: [], takenAt: 1, by: 'app', catalogueVersion },
  }));
}

describe('the stages', () => {
  it('have due what the reference text lists', () => {
    const explore = 'A1a A1b A1c A2a A2b A2c A3a A3b A3c A4a D1a D1b D2a D2b D3a D4a D4c D5a D5b P3c P4c T1a';
    const pilot = 'A4b D1c D2c D3b D4b D5c P1a P3a P3b P4a P4b P4d T1b T2a T2b T3a T4b';
    expect(idsOf('explore').sort()).toEqual([...explore.split(' '), ...model].sort());
    expect(idsOf('pilot').sort()).toEqual(pilot.split(' ').sort());
    expect(idsOf('production')).toHaveLength(catalogue.length - 22 - 17 - model.length);
  });

  it('contain one another, and a snapshot from before them counts everything', () => {
    const counts = projectStages.map((stage) => catalogue.filter((each) => isDue(each, stage)).length);
    expect(counts).toEqual([34, 51, 58]);
    expect(catalogue.every((each) => isDue(each, undefined))).toBe(true);
  });

  it('are at least pilot with a champion', () => {
    const at = (stage: (typeof projectStages)[number], promotions = [given.promotion(2)]) =>
      stageOf({ ...given.view, ...given.registered, promotions, ...given.withProject({ stage }) });
    expect(at('explore', [])).toBe('explore');
    expect(at('explore')).toBe('pilot');
    expect(at('pilot')).toBe('pilot');
    expect(at('production')).toBe('production');
    expect(at('production', [])).toBe('production');
  });

  it('of a project from before them is the first', () => {
    const { stage: _, ...old } = given.project;
    const migrated = migrateRecord(projects.layouts, old, 1);
    expect(migrated).toEqual(given.project);
  });
});

describe('E at a stage', () => {
  const explored = readings((id) => (idsOf('explore').includes(id) ? 'measured' : 'missing'));

  it('is not withheld for what is not due yet', () => {
    expect(computeEvaluation(explored, equal, 'explore')).toMatchObject({ stage: 'explore', coverage: 1 });
    expect(computeEvaluation(explored, equal, 'explore').headline).toBeCloseTo(0.7, 12);
    expect(computeEvaluation(explored, equal, 'pilot').headline).toBeNull();
  });

  it('does not count what was measured before it is due', () => {
    const early = explored.map((each) =>
      each.id === 'T1b' ? { ...each, state: 'measured' as const, score: 0 } : each,
    );
    expect(computeEvaluation(early, equal, 'explore').headline).toBeCloseTo(0.7, 12);
    expect(computeEvaluation(early, equal, 'explore').readings).toHaveLength(catalogue.length);
  });

  it('advises nothing that is not due', () => {
    const { actions } = computeEvaluation(
      readings(() => 'missing'),
      equal,
      'explore',
    );
    const due = new Set(catalogue.filter((each) => isDue(each, 'explore')).map(({ id }) => id));
    expect(actions.length).toBeGreaterThan(0);
    expect(actions.every(({ indicator }) => due.has(indicator))).toBe(true);
  });

  it('shows no score of a dimension of which too little is measured', () => {
    const some = readings((id) => (id === 'P3c' ? 'measured' : 'missing'));
    const { dimensions } = computeEvaluation(some, equal, 'explore');
    const deployment = dimensions.find(({ dimension }) => dimension === 'deployment')!;
    expect(deployment).toMatchObject({ score: 0.7, coverage: 0.5 });
    expect(shownScore(deployment)).toBeNull();
    expect(shownScore({ ...deployment, coverage: 0.6 })).toBe(0.7);
  });

  it('is another snapshot where only the stage differs, and as before without one', async () => {
    const evaluation = computeEvaluation(explored, equal, 'explore');
    const { stage: _, ...old } = evaluation;
    const hashes = await Promise.all(
      [evaluation, { ...evaluation, stage: 'pilot' as const }, old].map(snapshotSha256),
    );
    expect(new Set(hashes).size).toBe(3);
  });

  it('is no one curve across a change of stage', () => {
    const points = [
      {},
      {},
      { stage: 'explore' as const },
      { stage: 'pilot' as const },
      { stage: 'pilot' as const },
    ];
    expect(stageChanges(points)).toEqual([2, 3]);
    expect(stageChanges([])).toEqual([]);
  });
});
