import { describe, expect, it } from 'vitest';
import { classEvenness, qualityFindings } from '../../../src/ui/steps/data/cards/quality-findings';
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
