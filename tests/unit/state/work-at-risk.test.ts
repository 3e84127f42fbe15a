import { describe, expect, test } from 'vitest';
import { workAtRisk } from '../../../src/state/storage/work-at-risk';
import type { Run } from '../../../src/contract/model/run';

const day = 24 * 60 * 60 * 1000;
const now = 1_800_000_000_000;
const artifact = {} as NonNullable<Run['artifact']>;
const run = (endedAt: number) => ({ endedAt, artifact, role: 'model' as const });

describe('work that is in this browser alone', () => {
  test('is what ended since the last project file, once the browser promises nothing', () => {
    const project = {
      runs: [run(now - 3), run(now - 1), { ...run(now), role: 'baseline' as const }],
      versions: [{ createdAt: now - 2 }],
      savedAt: now - 3,
    };
    expect(workAtRisk(project, { persisted: false, now })).toEqual({
      runs: 1,
      versions: 1,
      newestAt: now - 1,
    });
  });

  test('is nothing after a project file, and no run without weights', () => {
    const project = { runs: [run(now - 5), { ...run(now), artifact: null }], versions: [], savedAt: now - 4 };
    expect(workAtRisk(project, { persisted: false, now })).toBeNull();
  });

  test('can wait for a week where the browser promised to keep it', () => {
    const aged = (days: number) => ({ runs: [run(now - days * day)], versions: [], savedAt: null });
    expect(workAtRisk(aged(6), { persisted: true, now })).toBeNull();
    expect(workAtRisk(aged(8), { persisted: true, now })).toMatchObject({ runs: 1 });
  });
});
