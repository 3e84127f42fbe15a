// Deployment, P: how fast and how often a model reaches its users, and whether what is kept is whole.
import { championOf, evidenceOf, type Measure, newest } from './context';

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

/** Measures of this dimension, by indicator. */
export const deploymentMeasures: Record<string, Measure> = {
  P1a: leadTime,
  P1b: deployments,
  P3c: artefactsWhole,
};
