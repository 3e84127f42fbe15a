import { describe, expect, it } from 'vitest';
import {
  classEvenness,
  placeOf,
  qualityFindings,
  shownRows,
  type Finding,
} from '../../../src/ui/steps/data/cards/quality-findings';
import { setShare, smallestShare } from '../../../src/ui/steps/data/cards/split-shares';

describe('setShare', () => {
  it('keeps the proportion of the two others and the sum', () => {
    expect(setShare({ train: 0.7, validation: 0.15, test: 0.15 }, 'train', 0.8)).toEqual({
      train: 0.8,
      validation: 0.1,
      test: 0.1,
    });
    expect(setShare({ train: 0.6, validation: 0.3, test: 0.1 }, 'test', 0.28)).toEqual({
      train: 0.48,
      validation: 0.24,
      test: 0.28,
    });
  });

  it('leaves every part some rows, and always sums to 1', () => {
    for (const value of [0, 0.003, 0.331, 0.97, 1, 7]) {
      const shares = setShare({ train: 0.98, validation: 0.01, test: 0.01 }, 'validation', value);
      expect(Math.min(shares.train, shares.validation, shares.test)).toBeGreaterThanOrEqual(
        smallestShare - 1e-9,
      );
      expect(shares.train + shares.validation + shares.test).toBeCloseTo(1, 9);
    }
  });
});

describe('classEvenness', () => {
  it('is H / ln K', () => {
    expect(classEvenness([50, 50])).toBeCloseTo(1, 12);
    // H(0.75, 0.25) = 0.562335 nat; ln 2 = 0.693147
    expect(classEvenness([75, 25])).toBeCloseTo(0.811278, 6);
    expect(classEvenness([7, 0, 0])).toBeNull();
  });
});

describe('placeOf', () => {
  const profile = (name: string, missing: number) => ({ name, missing, distinct: 3, number: null, top: [] });
  const dataset = {
    kind: 'table' as const,
    profiles: [profile('id', 90), profile('age', 4), profile('income', 12), profile('y', 50)],
  };
  const plan = { target: 'y', roles: { id: 'ignored', y: 'target' } } as const;
  const finding = (kind: Finding['kind'], tone: Finding['tone'] = 'warn'): Finding => ({
    ...{ kind, tone, count: tone === 'good' ? 0 : 3, share: 0.1 },
  });
  const suspected = [
    { name: 'known', answer: { name: 'Ana', reason: '', at: 1 } },
    { name: 'leak', answer: null },
  ];
  const at = (kind: Finding['kind'], tone?: Finding['tone']) =>
    placeOf(finding(kind, tone), dataset, plan as never, suspected as never);

  it('is the column where a finding shows: the one with most gaps, the unanswered suspect, the target', () => {
    expect(at('missing')).toEqual({ kind: 'column', name: 'income' });
    expect(at('given-away')).toEqual({ kind: 'column', name: 'leak' });
    expect(at('balance', 'good')).toEqual({ kind: 'column', name: 'y' });
    expect(at('excluded')).toEqual({ kind: 'column', name: 'y' });
  });

  it('is the list of cells for cells, and nothing where all is well or no place shows it', () => {
    expect(at('notices')).toEqual({ kind: 'cells' });
    expect(at('missing', 'good')).toBeNull();
    expect(at('duplicates', 'good')).toBeNull();
  });

  it('is rows, of the table or of the images, for what is about rows', () => {
    for (const of of ['duplicates', 'conflicts', 'leaks', 'repeats'] as const)
      expect(at(of)).toEqual({ kind: 'rows', of });
  });
});

describe('shownRows', () => {
  const quality = {
    ...{ requiredCells: 9, missingCells: 0, duplicateRows: 3, conflictingRows: 3, leakedRows: 1700 },
    classCounts: [],
    equalRows: {
      duplicates: [
        [4, 0],
        [5, 1],
        [8, 0],
      ] as [number, number][],
      conflicts: [
        [2, 6],
        [6, 2],
        [7, 2],
      ] as [number, number][],
      leaks: [
        [3, 9],
        [5, 9],
      ] as [number, number][],
    },
  };

  it('puts rows beside their twins, each set from its first row on, leaks from the training row on', () => {
    expect(shownRows('duplicates', quality)).toEqual({
      ...{ of: 'duplicates', rows: [0, 4, 8, 1, 5], begins: [true, false, false, true, false] },
      ...{ shown: 3, total: 3 },
    });
    expect(shownRows('conflicts', quality)?.rows).toEqual([2, 6, 7]);
    expect(shownRows('repeats', quality)).toMatchObject({ rows: [9, 3, 5], shown: 2, total: 1700 });
  });

  it('is null for a partition of an earlier app', () => {
    const { equalRows: _, ...older } = quality;
    expect(shownRows('duplicates', older)).toBeNull();
  });
});

describe('qualityFindings', () => {
  const dataset = { rows: 5_000, noticeCount: 3 };
  const quality = {
    requiredCells: 40_000,
    missingCells: 215,
    duplicateRows: 20,
    conflictingRows: 0,
    leakedRows: 90,
    classCounts: [3_750, 1_250],
  };
  const counts = { train: 3_500, validation: 750, test: 750, excluded: 0 };

  const plan = { target: 'y' };

  it('judges by the catalogue’s bounds', () => {
    const findings = qualityFindings(dataset, { quality, counts }, plan);
    expect(findings.map(({ kind, tone }) => `${kind} ${tone}`)).toEqual([
      'conflicts good',
      'leaks bad',
      'duplicates warn',
      'missing warn',
      'balance good',
      'notices warn',
    ]);
    expect(findings[1]?.share).toBeCloseTo(0.12, 12);
    expect(findings[2]?.share).toBeCloseTo(0.004, 12);
  });

  it('says nothing of classes where there are none, and tells what was left out', () => {
    const findings = qualityFindings(
      { rows: 800, noticeCount: 0 },
      { quality: { ...quality, classCounts: [] }, counts: { ...counts, excluded: 40 } },
      plan,
    );
    expect(findings.map(({ kind }) => kind)).toEqual([
      'conflicts',
      'leaks',
      'duplicates',
      'missing',
      'excluded',
    ]);
    expect(findings.at(-1)).toMatchObject({ count: 40, share: 0.05, tone: 'warn' });
  });

  it('counts columns that give the target away until somebody answers, and tells natural repeats from leaks', () => {
    const predictive = { rows: 700, columns: [{ name: 'a', score: 1 }], expectedRepeats: 60 };
    const told = (answered: boolean) => {
      const answer = { target: 'y', reason: 'known', name: 'Ann', at: 1 };
      const known = answered ? { ...plan, knownBefore: { a: answer } } : plan;
      return qualityFindings(dataset, { quality: { ...quality, predictive }, counts }, known)
        .slice(1, 3)
        .map(({ kind, tone }) => `${kind} ${tone}`);
    };
    expect(told(false)).toEqual(['repeats warn', 'given-away bad']);
    expect(told(true)).toEqual(['repeats warn', 'given-away good']);
  });
});
