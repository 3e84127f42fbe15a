// Data, D: is it complete, consistent, balanced, free of leaks and accounted for.
import { type Context, evidenceOf, type Measure, type Measured } from './context';

type Quality = NonNullable<Context['partition']>['quality'];

/** A share that the check of the partition found: `count` of `total`. */
function fromPartition(
  { partition, partitionStale }: Context,
  count: (quality: Quality) => number,
  total: number,
): Measured | null {
  if (!partition || total === 0) return null;
  return {
    raw: count(partition.quality) / total,
    n: total,
    evidence: [evidenceOf.partition(partition)],
    stale: partitionStale,
  };
}

const completeness: Measure = (context) =>
  fromPartition(
    context,
    ({ requiredCells, missingCells }) => requiredCells - missingCells,
    context.partition?.quality.requiredCells ?? 0,
  );

/** Each cell that did not fit its type spoils a row: a lower bound, as two may lie in one row. */
const validity: Measure = ({ dataset }) => {
  if (!dataset || dataset.rows === 0) return null;
  return {
    raw: 1 - Math.min(dataset.noticeCount, dataset.rows) / dataset.rows,
    n: dataset.rows,
    evidence: [evidenceOf.dataset(dataset)],
  };
};

const duplicates: Measure = ({ dataset }) => {
  if (!dataset || dataset.rows === 0) return null;
  return {
    raw: dataset.duplicateRows / dataset.rows,
    n: dataset.rows,
    evidence: [evidenceOf.dataset(dataset)],
  };
};

const conflicts: Measure = (context) => {
  const { counts } = context.partition ?? {};
  const rows = counts ? counts.train + counts.validation + counts.test : 0;
  return fromPartition(context, ({ conflictingRows }) => conflictingRows, rows);
};

/** Entropy of the classes over its largest value, ln K. */
const balance: Measure = ({ partition, partitionStale }) => {
  const counts = partition?.quality.classCounts ?? [];
  const rows = counts.reduce((sum, count) => sum + count, 0);
  if (!partition || rows === 0 || counts.length < 2) return null;
  const entropy = counts.reduce(
    (sum, count) => sum - (count ? (count / rows) * Math.log(count / rows) : 0),
    0,
  );
  return {
    raw: entropy / Math.log(counts.length),
    n: rows,
    evidence: [evidenceOf.partition(partition)],
    stale: partitionStale,
  };
};

const leakage: Measure = (context) =>
  fromPartition(context, ({ leakedRows }) => leakedRows, context.partition?.counts.test ?? 0);

const accountability: Measure = (context) => {
  if (!context.dataset) return null;
  const { licence, consent, source } = context.records.project.data.accountability;
  const fields = [licence, consent, source];
  return {
    raw: fields.filter((text) => text.trim() !== '').length / fields.length,
    n: fields.length,
    evidence: [evidenceOf.project(context)],
  };
};

/** Measures of this dimension, by indicator. */
export const dataMeasures: Record<string, Measure> = {
  D1a: completeness,
  D1b: validity,
  D2a: duplicates,
  D2b: conflicts,
  D3a: balance,
  D4a: leakage,
  D5b: accountability,
};
