// Data, D: is it complete, consistent, balanced, free of leaks and accounted for.
import type { DatasetVersion } from '../../../contract/data/dataset';
import { endOfDay } from '../../dictionary/expired';
import { featureColumns } from '../../expectations/feature-columns';
import { unexplainedRepeats } from '../../predictive/repeats';
import { type Context, evidenceOf, type Measure, type Measured } from './context';
import { down, up } from '../normalize';
import type { IndicatorDefinition } from '../indicator';

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

/**
 * Each cell that did not fit its type spoils a row, and so does one that fails what a person expects: a lower bound, as two may lie in one row.
 * Missing where an expectation could not be checked, as of a column that is gone: whether rows pass is not known then.
 */
const validity: Measure = (context) => {
  const { dataset, records } = context;
  if (!dataset || dataset.rows === 0) return null;
  const expectations = records.project.data.expectations ?? [];
  const evidence = [evidenceOf.dataset(dataset)];
  if (expectations.length === 0) return passing(dataset, 0, evidence);
  const { ownChecks } = records;
  const isChecked = ({ id }: { id: string }): boolean =>
    (ownChecks?.results.find((result) => result.id === id)?.failed ?? null) !== null;
  if (!ownChecks || !expectations.every(isChecked)) return null;
  return passing(dataset, ownChecks.failedRows, [...evidence, evidenceOf.project(context)]);
};

function passing(
  { rows, noticeCount }: DatasetVersion,
  failedRows: number,
  evidence: Measured['evidence'],
): Measured {
  return { raw: 1 - Math.min(noticeCount + failedRows, rows) / rows, n: rows, evidence };
}

const dayMs = 86_400_000;

/**
 * How much of the shelf life is over that the data dictionary states: of the data, or of the column among target and features that ends first.
 * It begins when the data were read, at the latest one day before its end, so that data read too late are too old at once.
 */
const currency: Measure = (context) => {
  const { dataset, at, records } = context;
  const { data: plan } = records.project;
  if (!dataset || !plan.dictionary) return null;
  const { data, columns } = plan.dictionary;
  const used = new Set(featureColumns(dataset.columns, plan).map(({ name }) => name));
  if (plan.target !== null) used.add(plan.target);
  const days = [
    data.expires,
    ...Object.entries(columns).map(([name, entry]) => (used.has(name) ? entry.expires : undefined)),
  ].filter((day) => day !== undefined);
  if (days.length === 0) return null;
  const end = Math.min(...days.map(endOfDay));
  const start = Math.min(records.dataSince ?? dataset.createdAt, end - dayMs);
  return {
    raw: Math.max(0, at - start) / (end - start),
    n: days.length,
    evidence: [evidenceOf.dataset(dataset), evidenceOf.project(context)],
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

/** Beyond what chance explains: where there are few distinct combinations, equal rows are other cases. */
const leakage: Measure = (context) =>
  fromPartition(context, unexplainedRepeats, context.partition?.counts.test ?? 0);

const singleFeature: Measure = ({ partition, partitionStale }) => {
  const scores = partition?.quality.predictive?.columns.map(({ score }) => score) ?? [];
  if (!partition || scores.length === 0) return null;
  return {
    raw: Math.max(...scores),
    n: partition.quality.predictive?.rows ?? 0,
    evidence: [evidenceOf.partition(partition)],
    stale: partitionStale,
  };
};

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

/** Indicators of this dimension, in the order in which they are shown. */
export const dataIndicators: readonly IndicatorDefinition[] = [
  {
    id: 'D1a',
    formula: '1 − missing / required cells',
    norm: up(0.8, 1),
    source: 'A',
    after: 'ISO/IEC 5259-2',
    step: 'data',
    due: 'explore',
    measure: completeness,
  },
  {
    id: 'D1b',
    formula: "rows that pass the schema's expectations / rows",
    norm: up(0.95, 1),
    source: 'A',
    after: 'ISO/IEC 25024',
    step: 'data',
    due: 'explore',
    measure: validity,
  },
  {
    id: 'D1c',
    formula: 'correct / audited labels',
    norm: up(0.9, 1),
    source: 'A+H',
    after: 'ISO/IEC 5259-2',
    step: 'data',
    due: 'pilot',
  },
  {
    id: 'D2a',
    formula: 'duplicate rows / rows',
    norm: down(0, 0.05),
    source: 'A',
    after: 'Deepchecks',
    step: 'data',
    due: 'explore',
    measure: duplicates,
  },
  {
    id: 'D2b',
    formula: 'rows of identical inputs with conflicting labels / rows',
    norm: down(0, 0.01),
    source: 'A',
    after: 'Deepchecks',
    step: 'data',
    due: 'explore',
    needs: 'classes',
    measure: conflicts,
  },
  {
    id: 'D2c',
    formula: "Krippendorff's alpha between annotators",
    norm: up(0.4, 0.8),
    source: 'A',
    after: 'Krippendorff',
    step: 'data',
    due: 'pilot',
    needs: 'classes',
  },
  {
    id: 'D3a',
    formula: 'H(y) / ln K',
    norm: up(0.5, 1),
    source: 'A',
    after: 'ISO/IEC 5259-2',
    step: 'data',
    due: 'explore',
    needs: 'classes',
    measure: balance,
  },
  {
    id: 'D3b',
    formula: 'Jensen–Shannon distance to the stated population',
    norm: down(0, 0.1),
    source: 'A+H',
    after: 'ISO/IEC 5259-2',
    step: 'data',
    due: 'pilot',
  },
  {
    id: 'D4a',
    formula: 'rows of test also in train, beyond chance / rows of test',
    norm: down(0, 0.05),
    source: 'A',
    after: 'Deepchecks',
    step: 'data',
    due: 'explore',
    measure: leakage,
  },
  {
    id: 'D4b',
    formula: 'drifted columns / columns',
    norm: down(0, 0.5),
    source: 'A',
    after: 'Evidently',
    step: 'data',
    due: 'pilot',
  },
  {
    id: 'D4c',
    formula: 'largest predictive power score of a single feature',
    norm: down(0.5, 0.8),
    source: 'A',
    after: 'Deepchecks',
    step: 'data',
    due: 'explore',
    measure: singleFeature,
  },
  {
    id: 'D5a',
    formula: 'personal-data findings resolved / found',
    norm: up(0.9, 1),
    source: 'A',
    after: 'ISO/IEC 5259-2',
    step: 'data',
    due: 'explore',
  },
  {
    id: 'D5b',
    formula: 'licence, consent and source fields filled / 3',
    norm: up(0.5, 1),
    source: 'H',
    after: 'ISO/IEC 5259-2',
    step: 'data',
    due: 'explore',
    measure: accountability,
  },
  {
    id: 'D5c',
    formula: 'age / shelf life',
    norm: down(0.5, 1.5),
    source: 'A',
    after: 'ISO/IEC 5259-2',
    step: 'data',
    due: 'pilot',
    measure: currency,
  },
];
