// What the check of a partition found, as short findings with a verdict. Wording is the component's.
import type { DatasetVersion, Partition } from '../../../../contract/data/dataset';
import type { DataPlan } from '../../../../contract/project/project';
import { ownValue } from '../../../../contract/data/own-value';
import { givenAway, type GivenAway } from '../../../../domain/predictive/given-away';
import { unexplainedRepeats } from '../../../../domain/predictive/repeats';

/** A verdict on one point; `count` and `share` say how much. */
export interface Finding {
  kind:
    | 'conflicts'
    | 'duplicates'
    | 'missing'
    | 'leaks'
    | 'repeats'
    | 'given-away'
    | 'balance'
    | 'notices'
    | 'excluded';
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
  plan: Pick<DataPlan, 'target' | 'knownBefore'>,
): Finding[] {
  const included = counts.train + counts.validation + counts.test;
  const found = (kind: Finding['kind'], count: number, of: number, bad: number): Finding => {
    const share = of > 0 ? count / of : 0;
    return { kind, count, share, tone: count === 0 ? 'good' : share > bad ? 'bad' : 'warn' };
  };
  // Few distinct combinations: equal rows are other cases.
  const natural = quality.leakedRows > 0 && unexplainedRepeats(quality) === 0;
  const findings: Finding[] = [
    found('conflicts', quality.conflictingRows, included, 0.01),
    natural
      ? { ...found('repeats', quality.leakedRows, counts.test, 1), tone: 'warn' as const }
      : found('leaks', quality.leakedRows, counts.test, 0.05),
    ...(quality.predictive ? [givenAwayFinding(givenAway({ quality }, plan))] : []),
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

/** Columns that give the target away and nobody has answered for. */
function givenAwayFinding(columns: readonly GivenAway[]): Finding {
  const open = columns.filter(({ answer }) => answer === null);
  const tone = open.length === 0 ? 'good' : open.some(({ vetoed }) => vetoed) ? 'bad' : 'warn';
  return { kind: 'given-away', count: open.length, share: null, tone };
}

/** Entropy of the classes over its largest value, ln K; 1 where all are equally frequent, null for fewer than two. */
export function classEvenness(classCounts: readonly number[]): number | null {
  const counts = classCounts.filter((count) => count > 0);
  if (counts.length < 2) return null;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const entropy = counts.reduce((sum, count) => sum - (count / total) * Math.log(count / total), 0);
  return entropy / Math.log(counts.length);
}

/** The element that lists the cells that did not fit their column. */
export const cellsId = 'data-cells';

/** The findings that are about single rows. */
export type RowFinding = 'duplicates' | 'conflicts' | 'leaks' | 'repeats';

/** Where a finding can be looked at: a column, the list of cells, or rows of the table; null where no place shows it. */
export type FindingPlace =
  { kind: 'column'; name: string } | { kind: 'cells' } | { kind: 'rows'; of: RowFinding } | null;

/** The place of a finding that is not good: of missing cells the used column with the most of them. */
export function placeOf(
  { kind, tone, count }: Finding,
  { profiles }: Pick<DatasetVersion, 'profiles'>,
  { target, roles }: Pick<DataPlan, 'target' | 'roles'>,
  suspected: readonly Pick<GivenAway, 'name' | 'answer'>[],
): FindingPlace {
  const column = (name: string | null | undefined): FindingPlace =>
    name == null ? null : { kind: 'column', name };
  if (kind === 'balance') return column(target);
  if (tone === 'good' || count === 0) return null;
  if (kind === 'given-away') return column(suspected.find(({ answer }) => answer === null)?.name);
  if (kind === 'notices') return { kind: 'cells' };
  if (kind === 'excluded') return column(target);
  if (isRowFinding(kind)) return { kind: 'rows', of: kind };
  if (kind !== 'missing') return null;
  const used = profiles.filter(({ name, missing }) => {
    const role = ownValue(roles, name) ?? 'feature';
    return missing > 0 && role === 'feature' && name !== target;
  });
  return column(used.toSorted((one, two) => two.missing - one.missing)[0]?.name);
}

/** Below this an encoding is told with how sure it is. */
const surely = 0.9;

/** Whether the encoding of a file was guessed and may be another. */
export function isUnsure({ certainty }: Pick<DatasetVersion['source'], 'certainty'>): boolean {
  return certainty !== undefined && certainty < surely;
}

/** Whether there is something to say of how a file was read. */
export function isReadOddly({ source, lines }: Pick<DatasetVersion, 'source' | 'lines'>): boolean {
  if (!lines) return false;
  return isUnsure(source) || lines.titles > 0 || lines.header !== 1 || lines.counts.length > 0;
}

const isRowFinding = (kind: Finding['kind']): kind is RowFinding =>
  kind === 'duplicates' || kind === 'conflicts' || kind === 'leaks' || kind === 'repeats';

/** Rows of the table that belong together, each set of equals beside each other. */
export interface ShownRows {
  of: RowFinding;
  /** Numbers of the rows from 0, set after set. */
  rows: number[];
  /** Whether the row at this place begins a set. */
  begins: boolean[];
  /** Rows of the finding that are shown, its twins left aside, and how many there are. */
  shown: number;
  total: number;
}

/** The rows of a finding with their twins; null where they were not kept. A set begins with its first row, of leaks with that of training. */
export function shownRows(of: RowFinding, quality: Partition['quality']): ShownRows | null {
  if (!quality.equalRows) return null;
  const kept = of === 'repeats' ? 'leaks' : of;
  const pairs = quality.equalRows[kept];
  const sets = joinSets(pairs).map((set) => (kept === 'leaks' ? set : set.toSorted((a, b) => a - b)));
  const totals = {
    duplicates: quality.duplicateRows,
    conflicts: quality.conflictingRows,
    leaks: quality.leakedRows,
  };
  return {
    of,
    rows: sets.flat(),
    begins: sets.flatMap((set) => set.map((_, at) => at === 0)),
    shown: pairs.length,
    total: totals[kept],
  };
}

/** Sets of rows that pairs hold together, each from a twin on, in the order in which they are met. */
function joinSets(pairs: readonly (readonly [number, number])[]): number[][] {
  const setOf = new Map<number, number[]>();
  const sets: number[][] = [];
  for (const [row, twin] of pairs) {
    let set = setOf.get(twin) ?? setOf.get(row);
    if (!set) sets.push((set = []));
    for (const each of [twin, row])
      if (!setOf.has(each)) {
        set.push(each);
        setOf.set(each, set);
      }
  }
  return sets;
}
