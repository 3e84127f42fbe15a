import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../src/contract/project/evaluation';
import { conclude } from '../../../src/ui/steps/evaluate/score/headline';

function snapshot(part: Partial<Snapshot>, scores = [0.81, 0.74, 0.69, 0.42, 0.6], coverage = 0.9): Snapshot {
  const names = ['architecture', 'data', 'model', 'deployment', 'team'] as const;
  return {
    id: '',
    projectId: '',
    catalogueVersion: 1,
    readings: [],
    dimensions: names.map((dimension, i) => ({
      ...{ dimension, weight: 0.2, score: scores[i]!, interval: [0, 1] as [number, number] },
      coverage: dimension === 'team' ? coverage - 0.2 : coverage,
    })),
    headline: 0.65,
    interval: [0.58, 0.71],
    provisional: 0.65,
    coverage,
    geometric: 0.64,
    imbalanced: false,
    weakest: 'deployment',
    vetoes: [],
    actions: [],
    sha256: '',
    takenAt: 0,
    ...part,
  };
}

describe('conclude', () => {
  it('says nothing of a model that was never judged', () => {
    expect(conclude(null, true, 0).kind).toBe('empty');
    expect(conclude(snapshot({}), false, 0).kind).toBe('empty');
    expect(conclude(snapshot({ provisional: null, headline: null }), true, 0).kind).toBe('empty');
  });

  it('puts a veto before all, then missed requirements, then thin coverage', () => {
    const bad = snapshot({ headline: null, vetoes: ['leakage'] }, undefined, 0.5);
    expect(conclude(bad, true, 2)).toEqual({ kind: 'veto', veto: 'leakage' });
    expect(conclude({ ...bad, vetoes: [] }, true, 2)).toEqual({ kind: 'unmet', count: 2 });
    expect(conclude({ ...bad, vetoes: [] }, true, 0)).toEqual({
      kind: 'withheld',
      coverage: 0.5,
      thinnest: 'team',
    });
  });

  it('does not call a dimension of no weight the thinnest', () => {
    const without = snapshot({ headline: null }, undefined, 0.5);
    without.dimensions[4]!.weight = 0;
    expect(conclude(without, true, 0)).toMatchObject({ thinnest: 'architecture' });
  });

  it('grades by E, and holds a release back for a weak dimension', () => {
    const even = [0.8, 0.8, 0.8, 0.7, 0.8];
    expect(conclude(snapshot({ headline: 0.78 }, even), true, 0).kind).toBe('release');
    expect(conclude(snapshot({ headline: 0.78 }), true, 0)).toEqual({ kind: 'pilot', weakest: 'deployment' });
    expect(conclude(snapshot({ headline: 0.6 }, even), true, 0).kind).toBe('pilot');
    expect(conclude(snapshot({ headline: 0.4 }), true, 0).kind).toBe('continue');
    expect(conclude(snapshot({ headline: 0.2 }), true, 0).kind).toBe('poor');
  });

  it('says of an explored idea that it may be tried, never that it may be released', () => {
    const even = [0.9, 0.9, 0.9, 0.9, 0.9];
    const at = (stage: NonNullable<Snapshot['stage']>, headline = 0.9) => ({
      ...snapshot({ headline }, even),
      stage,
    });
    expect(conclude(at('explore'), true, 0)).toEqual({ kind: 'explored' });
    expect(conclude(at('explore', 0.4), true, 0).kind).toBe('continue');
    expect(conclude(at('pilot'), true, 0).kind).toBe('release');
  });
});
