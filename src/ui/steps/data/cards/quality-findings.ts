// What the check of a partition found, as short findings with a verdict. Wording is the component's.
import type { DatasetVersion, Partition } from '../../../../contract/data/dataset';

/** A verdict on one point; `count` and `share` say how much. */
export interface Finding {
  kind: 'conflicts' | 'duplicates' | 'missing' | 'leaks' | 'balance' | 'notices' | 'excluded';
  tone: 'good' | 'warn' | 'bad';
  count: number;
  /** Of the rows or cells it is about; null where that says nothing. */
  share: number | null;
}

/**
 * Findings in the order in which they matter. Bounds are those of the evaluation catalogue: duplicates 5 % (D2a),
 * conflicts 1 % (D2b), leaked test rows 5 % (D4a), missing cells 20 % (D1a), balance H(y)/ln K of 0.5 (D3a).
 */
export function qualityFindings(
  dataset: Pick<DatasetVersion, 'rows' | 'noticeCount'>,
  { quality, counts }: Pick<Partition, 'quality' | 'counts'>,
): Finding[] {
  const included = counts.train + counts.validation + counts.test;
  const found = (kind: Finding['kind'], count: number, of: number, bad: number): Finding => {
    const share = of > 0 ? count / of : 0;
    return { kind, count, share, tone: count === 0 ? 'good' : share > bad ? 'bad' : 'warn' };
  };
  const findings = [
    found('conflicts', quality.conflictingRows, included, 0.01),
    found('leaks', quality.leakedRows, counts.test, 0.05),
    found('duplicates', quality.duplicateRows, dataset.rows, 0.05),
    found('missing', quality.missingCells, quality.requiredCells, 0.2),
  ];
  const evenness = classEvenness(quality.classCounts);
  if (evenness !== null) {
    const smallest = Math.min(...quality.classCounts.filter((count) => count > 0));
    const tone = evenness >= 0.8 ? 'good' : evenness >= 0.5 ? 'warn' : 'bad';
    findings.push({ kind: 'balance', count: smallest, share: evenness, tone });
  }
  if (counts.excluded > 0) findings.push(found('excluded', counts.excluded, dataset.rows, 0.2));
  if (dataset.noticeCount > 0)
    findings.push({ kind: 'notices', count: dataset.noticeCount, share: null, tone: 'warn' });
  return findings;
}

/** Entropy of the classes over its largest value, ln K; 1 where all are equally frequent, null for fewer than two. */
export function classEvenness(classCounts: readonly number[]): number | null {
  const counts = classCounts.filter((count) => count > 0);
  if (counts.length < 2) return null;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const entropy = counts.reduce((sum, count) => sum - (count / total) * Math.log(count / total), 0);
  return entropy / Math.log(counts.length);
}
