// Every kind of expectation, and the report that they make together. The next one: a file in the folder of its subject, its line here, its name in
// messages (`data_expect_<id>`), and the step that mends it in ui/steps/data/quality/mend-steps.ts.
import { harms, type DataFacts, type ExpectationKind, type Verdict } from './expectation';
import { expectation as balance } from './rows/balance';
import { expectation as cellTypes } from './columns/cell-types';
import { expectation as conflicts } from './rows/conflicts';
import { expectation as constant } from './columns/constant';
import { expectation as dateOrder } from './parts/date-order';
import { expectation as duplicates } from './rows/duplicates';
import { expectation as excluded } from './rows/excluded';
import { expectation as givenAway } from './columns/given-away';
import { expectation as indexColumns } from './columns/index-columns';
import { expectation as leaks } from './parts/leaks';
import { expectation as levelSpellings } from './columns/level-spellings';
import { expectation as missing } from './columns/missing';
import { expectation as nearRows } from './parts/near-rows';
import { expectation as newLevels } from './parts/new-levels';
import { expectation as repeats } from './parts/repeats';
import { expectation as sameColumns } from './columns/same-columns';
import { expectation as shelfLife } from './columns/shelf-life';
import { expectation as sharedIdentifiers } from './parts/shared-identifiers';

/** In the order in which equal ones are shown. */
export const expectations = [
  leaks,
  givenAway,
  sharedIdentifiers,
  indexColumns,
  dateOrder,
  nearRows,
  conflicts,
  newLevels,
  levelSpellings,
  cellTypes,
  missing,
  shelfLife,
  duplicates,
  excluded,
  repeats,
  balance,
  sameColumns,
  constant,
] as const;

export type ExpectationId = (typeof expectations)[number]['id'];

/** One line of the report. */
export interface Finding extends Verdict {
  kind: ExpectationKind<ExpectationId>;
}

/** What the data meets and does not meet. */
export interface QualityReport {
  /** Those that fail, by what they cost the model: the worst harm first, of equal harm the larger share. */
  failing: Finding[];
  met: Finding[];
}

const costliest = (a: Finding, b: Finding): number =>
  harms.indexOf(a.kind.harm) - harms.indexOf(b.kind.harm) ||
  Number(b.tone === 'bad') - Number(a.tone === 'bad') ||
  (b.share ?? 0) - (a.share ?? 0);

/** Checks all that can be checked. */
export function qualityReport(facts: DataFacts): QualityReport {
  const findings = expectations.flatMap((kind): Finding[] => {
    const verdict = kind.check(facts);
    return verdict ? [{ kind, ...verdict }] : [];
  });
  return {
    failing: findings.filter(({ tone }) => tone !== 'good').toSorted(costliest),
    met: findings.filter(({ tone }) => tone === 'good'),
  };
}
