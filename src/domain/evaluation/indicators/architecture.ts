// Architecture, A: does the model fit the need and the budgets, can a run be repeated, is it written down.
import { higherIsBetter } from '../../metrics/registry';
import { evidenceOf, finishedRuns, judgementOf, type Measure, primaryOf } from './context';
import { down, identity, up } from '../normalize';
import type { IndicatorDefinition } from '../indicator';

const requirementsMeasurable: Measure = (context) => {
  const { requirements } = context.records.project.goals;
  if (requirements.length === 0) return null;
  const measurable = requirements.filter(({ metric, threshold }) => metric !== null && threshold !== null);
  return {
    raw: measurable.length / requirements.length,
    n: requirements.length,
    evidence: [evidenceOf.project(context)],
  };
};

/** Relative gain of the primary metric; for errors, the relative reduction. */
const gainOverBaseline: Measure = ({ model, baseline }) => {
  if (!model?.judgement || !baseline || baseline.primary !== model.judgement.primary) return null;
  const reached = primaryOf(model.judgement, model.judgement.test);
  const simple = primaryOf(baseline, baseline.test);
  if (reached === null || simple === null) return null;
  const gain = higherIsBetter(baseline.primary) ? reached - simple : simple - reached;
  return {
    // Nothing can be gained relative to a baseline of 0: say whether it is better at all.
    raw: simple === 0 ? Math.sign(gain) : gain / Math.abs(simple),
    n: model.judgement.test.rows,
    evidence: [evidenceOf.judgement(model.judgement), evidenceOf.judgement(baseline)],
    stale: model.stale,
  };
};

const alternativesEvaluated: Measure = ({ records, model }) => {
  if (!model) return null;
  const rivals = [...finishedRuns(records, 'model'), ...finishedRuns(records, 'baseline')].filter(
    (run) =>
      run.recipeSha256 !== model.run.recipeSha256 &&
      run.partitionSha256 === model.run.partitionSha256 &&
      judgementOf(records, run) !== null,
  );
  const distinct = [...new Map(rivals.map((run) => [run.recipeSha256, run])).values()];
  return {
    raw: distinct.length / 3,
    n: distinct.length,
    evidence: [model.run, ...distinct].map(evidenceOf.run),
    stale: model.stale,
  };
};

const modelSize: Measure = (context) => {
  const { model } = context;
  const budget = context.records.project.goals.budgets.modelBytes;
  if (!model || !budget) return null;
  return {
    raw: model.artifact.bytes / budget,
    n: 1,
    evidence: [evidenceOf.run(model.run), evidenceOf.project(context)],
    stale: model.stale,
  };
};

const latency: Measure = (context) => {
  const { model } = context;
  const budget = context.records.project.goals.budgets.latencyMs;
  if (!model?.facts?.latency || !budget) return null;
  return {
    raw: model.facts.latency.p95Ms / budget,
    n: model.facts.latency.samples,
    evidence: [evidenceOf.facts(model.facts), evidenceOf.project(context)],
    stale: model.stale,
  };
};

const peakMemory: Measure = (context) => {
  const { model } = context;
  const budget = context.records.project.goals.budgets.memoryMb;
  if (!model?.facts?.latency || !budget) return null;
  return {
    raw: model.facts.latency.peakMemoryBytes / 1e6 / budget,
    n: model.facts.latency.samples,
    evidence: [evidenceOf.facts(model.facts), evidenceOf.project(context)],
    stale: model.stale,
  };
};

/** Largest minus smallest test metric over finished runs of the model's very recipe on its backend. */
const rerunSpread: Measure = ({ records, model }) => {
  if (!model) return null;
  const { recipeSha256, backend } = model.run;
  const reruns = finishedRuns(records, 'model').filter(
    (run) => run.recipeSha256 === recipeSha256 && run.backend === backend && run.status === 'done',
  );
  const values = reruns.flatMap((run) => {
    const judgement = judgementOf(records, run);
    const value = judgement && primaryOf(judgement, judgement.test);
    return value === null ? [] : [{ run, value }];
  });
  if (values.length < 2) return null;
  const metrics = values.map(({ value }) => value);
  return {
    raw: Math.max(...metrics) - Math.min(...metrics),
    n: values.length,
    evidence: values.map(({ run }) => evidenceOf.run(run)),
    stale: model.stale,
  };
};

const runsTraceable: Measure = ({ records: { runs } }) => {
  if (runs.length === 0) return null;
  const traceable = runs.filter(
    ({ recipe, recipeSha256, partitionSha256, appVersion }) =>
      recipe.seed > 0 && recipe.dataset.sha256 && recipeSha256 && partitionSha256 && appVersion,
  );
  return { raw: traceable.length / runs.length, n: runs.length, evidence: runs.map(evidenceOf.run) };
};

const exportDifference: Measure = ({ model }) => {
  if (!model?.facts || model.facts.exportDifference === null) return null;
  // No difference at all has no logarithm: float32 cannot show less than this.
  const difference = Math.max(model.facts.exportDifference, 1e-9);
  return {
    raw: Math.log10(difference),
    n: 32,
    evidence: [evidenceOf.facts(model.facts)],
    stale: model.stale,
  };
};

/** What people wrote, and what the records fill: data and metrics of every version, slices where there are some. */
const cardFilled: Measure = ({ model }) => {
  if (!model?.version) return null;
  const { facts, judgement, version, stale } = model;
  const written = Object.values(facts?.cards.at(-1)?.text ?? version.card).map((text) => text.trim() !== '');
  const computed = [true, true, judgement !== null, (judgement?.slices.length ?? 0) > 0];
  const fields = [...written, ...computed];
  return {
    raw: fields.filter(Boolean).length / fields.length,
    n: fields.length,
    evidence: [
      evidenceOf.version(version),
      ...(facts && facts.cards.length > 0 ? [evidenceOf.facts(facts)] : []),
    ],
    stale,
  };
};

/** Indicators of this dimension, in the order in which they are shown. */
export const architectureIndicators: readonly IndicatorDefinition[] = [
  {
    id: 'A1a',
    formula: 'requirements with a measurable target / all requirements',
    norm: up(0.5, 1),
    source: 'A',
    after: 'NIST AI RMF, MAP',
    step: 'goals',
    due: 'explore',
    measure: requirementsMeasurable,
  },
  {
    id: 'A1b',
    formula: 'gain over the simplest baseline, relative',
    norm: up(0, 0.2),
    source: 'A',
    after: 'ML Test Score, Model',
    step: 'model',
    due: 'explore',
    measure: gainOverBaseline,
  },
  {
    id: 'A1c',
    formula: 'alternatives evaluated / 3',
    norm: up(0, 1),
    source: 'A',
    after: 'ISO/IEC 25059',
    step: 'model',
    due: 'explore',
    measure: alternativesEvaluated,
  },
  {
    id: 'A2a',
    formula: 'model bytes / budget',
    norm: down(0.5, 1.25),
    source: 'A',
    after: 'ISO/IEC 25010',
    step: 'architecture',
    due: 'explore',
    measure: modelSize,
  },
  {
    id: 'A2b',
    formula: 'p95 latency ms / budget',
    norm: down(0.5, 1.25),
    source: 'A',
    after: 'ISO/IEC 25010',
    step: 'deploy',
    due: 'explore',
    measure: latency,
  },
  {
    id: 'A2c',
    formula: 'peak memory MB / budget',
    norm: down(0.5, 1.25),
    source: 'A',
    after: 'ISO/IEC 25010',
    step: 'deploy',
    due: 'explore',
    measure: peakMemory,
  },
  {
    id: 'A3a',
    formula: 'spread of the metric over reruns with the same seed',
    norm: down(0, 0.02),
    source: 'A',
    after: 'ML Test Score, Infra 1',
    step: 'model',
    due: 'explore',
    measure: rerunSpread,
  },
  {
    id: 'A3b',
    formula: 'runs with config, seed, data hash and app version / runs',
    norm: up(0.5, 1),
    source: 'A',
    after: 'ISO/IEC 5259',
    step: 'model',
    due: 'explore',
    measure: runsTraceable,
  },
  {
    id: 'A3c',
    formula: 'log10 of the largest output difference after export and re-import',
    norm: down(-5, -2),
    source: 'A',
    after: '',
    step: 'deploy',
    due: 'explore',
    measure: exportDifference,
  },
  {
    id: 'A4a',
    formula: 'model-card fields filled / fields',
    norm: up(0.5, 1),
    source: 'A',
    after: 'ISO/IEC 25059',
    step: 'deploy',
    due: 'explore',
    measure: cardFilled,
  },
  {
    id: 'A4b',
    formula: 'decisions recorded with a reason, rated',
    norm: identity,
    source: 'H',
    after: 'ISO/IEC 25059',
    step: 'architecture',
    due: 'pilot',
    answer: { kind: 'steps', steps: 5 },
  },
];
