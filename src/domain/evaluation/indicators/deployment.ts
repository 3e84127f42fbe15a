// Deployment, P: how fast and how often a model reaches its users, and whether what is kept is whole.
import { championOf, evidenceOf, type Measure, newest } from './context';
import { down, identity, log, up } from '../normalize';
import type { IndicatorDefinition } from '../indicator';

const hourMs = 3_600_000;
const monthMs = 30 * 24 * hourMs;

/** From the reading of the data to the first time that a version trained on it became champion. */
const leadTime: Measure = ({ records, dataset }) => {
  const champion = championOf(records);
  if (!champion || !dataset) return null;
  const first = newest(
    records.promotions.filter(({ versionId }) => versionId === champion.id),
    ({ at }) => -at,
  );
  if (!first) return null;
  const stale = champion.recipe.dataset.sha256 !== dataset.sha256;
  return {
    raw: Math.max(0, first.at - dataset.createdAt) / hourMs,
    n: 1,
    evidence: [
      evidenceOf.dataset(dataset),
      evidenceOf.version(champion),
      evidenceOf.record('promotions', first),
    ],
    stale,
  };
};

const deployments: Measure = ({ records: { promotions }, at }) => {
  if (promotions.length === 0) return null;
  const recent = promotions.filter((promotion) => at - promotion.at <= monthMs);
  return {
    raw: recent.length,
    n: recent.length,
    evidence: promotions.slice(0, 30).map((promotion) => evidenceOf.record('promotions', promotion)),
  };
};

const artefactsWhole: Measure = ({ records: { facts } }) => {
  const verified = facts.flatMap((each) => (each.verified ? [{ each, holds: each.verified.holds }] : []));
  if (verified.length === 0) return null;
  return {
    raw: verified.filter(({ holds }) => holds).length / verified.length,
    n: verified.length,
    evidence: verified.map(({ each }) => evidenceOf.facts(each)),
  };
};

/** Indicators of this dimension, in the order in which they are shown. */
export const deploymentIndicators: readonly IndicatorDefinition[] = [
  {
    id: 'P1a',
    formula: 'hours from data version to production',
    norm: log(down(24, 720)),
    source: 'A',
    after: 'DORA',
    step: 'deploy',
    due: 'pilot',
    measure: leadTime,
  },
  {
    id: 'P1b',
    formula: 'deployments in the last 30 days',
    norm: log(up(1, 30)),
    source: 'A',
    after: 'DORA',
    step: 'deploy',
    due: 'production',
    measure: deployments,
  },
  {
    id: 'P2a',
    formula: 'change-failure rate',
    norm: down(0.05, 0.4),
    source: 'A',
    after: 'DORA',
    step: 'deploy',
    due: 'production',
  },
  {
    id: 'P2b',
    formula: 'hours to recovery',
    norm: log(down(1, 168)),
    source: 'A',
    after: 'DORA',
    step: 'deploy',
    due: 'production',
  },
  {
    id: 'P2c',
    formula: 'rework rate',
    norm: down(0.05, 0.3),
    source: 'A',
    after: 'DORA',
    step: 'deploy',
    due: 'production',
  },
  {
    id: 'P3a',
    formula: 'releases that went through canary or shadow / releases',
    norm: up(0, 1),
    source: 'A',
    after: 'ML Test Score, Infra',
    step: 'deploy',
    due: 'pilot',
  },
  {
    id: 'P3b',
    formula: 'rollback rehearsed in the last 90 days',
    norm: identity,
    source: 'A',
    after: 'ML Test Score, Infra',
    step: 'deploy',
    due: 'pilot',
  },
  {
    id: 'P3c',
    formula: 'artefacts whose hash verifies / verified',
    norm: up(0.9, 1),
    source: 'A',
    after: '',
    step: 'deploy',
    due: 'explore',
    measure: artefactsWhole,
  },
  {
    id: 'P4a',
    formula: 'live versions that are monitored / live versions',
    norm: up(0.5, 1),
    source: 'A',
    after: 'ML Test Score, Monitor',
    step: 'deploy',
    due: 'pilot',
  },
  {
    id: 'P4b',
    formula: 'true alerts / alerts',
    norm: up(0.3, 0.9),
    source: 'A+H',
    after: '',
    step: 'deploy',
    due: 'pilot',
  },
  {
    id: 'P4c',
    formula: 'predictions inside the latency objective / predictions',
    norm: up(0.95, 0.999),
    source: 'A',
    after: 'SRE',
    step: 'deploy',
    due: 'explore',
  },
  {
    id: 'P4d',
    formula: 'features skewed between training and serving / features',
    norm: down(0, 0.2),
    source: 'A',
    after: 'ML Test Score, Monitor',
    step: 'deploy',
    due: 'pilot',
  },
];
