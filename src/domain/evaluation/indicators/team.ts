// Team, T: is someone accountable, do four eyes look, is the work shared and done in time.
import { steps, type Review } from '../../../contract/project/project';
import type { Promotion } from '../../../contract/release/version';
import { percentile } from '../../predictions/bootstrap';
import { evidenceOf, type Measure, type ProjectRecords } from './context';
import { approvalOf, isIndependent } from '../../release/approval';
import { down, identity, log, up } from '../normalize';
import type { IndicatorDefinition } from '../indicator';

const hourMs = 3_600_000;

const stagesOwned: Measure = (context) => {
  const { members, accountable } = context.records.project.team;
  const owned = steps.filter((step) => members.some(({ id }) => id === accountable[step]));
  return { raw: owned.length / steps.length, n: steps.length, evidence: [evidenceOf.project(context)] };
};

/** A review in which nothing was opened is half a review; of older ones it was not recorded. */
const worthOf = ({ opened }: Pick<Review, 'opened'>): number => (opened?.length ? 1 : 0.5);

/** The review that a promotion stands on; null where its approval is void and nobody approved the version again. */
function standingReview(promotion: Promotion, records: ProjectRecords): Review | null {
  const { reviews, versions, voided = {} } = records;
  const version = versions.find(({ id }) => id === promotion.versionId);
  const review = reviews.find(({ id }) => id === promotion.reviewId);
  if (!version || review?.decision !== 'approved' || review.versionId !== version.id) return null;
  if (!isIndependent(review, version.authorId)) return null;
  if (voided[review.id] === undefined) return review;
  const again = approvalOf(version, records);
  return again.kind === 'approved' ? again.review : null;
}

/** A waiver names nobody, so it counts against the share; so does a promotion whose approval is void. */
const fourEyes: Measure = ({ records }) => {
  const { promotions, reviews, voided = {} } = records;
  if (promotions.length === 0) return null;
  const used = promotions.flatMap((promotion) => standingReview(promotion, records) ?? []);
  const approved = used.reduce((sum, review) => sum + worthOf(review), 0);
  const gone = reviews.filter(({ id }) => voided[id] !== undefined);
  return {
    raw: approved / promotions.length,
    n: promotions.length,
    evidence: [
      ...promotions.map((promotion) => evidenceOf.record('promotions', promotion)),
      ...[...new Set([...used, ...gone])].map((review) => evidenceOf.record('reviews', review)),
    ],
  };
};

/** Versions registered, promotions, reviews decided, tasks done and decisions recorded, each by a known member. */
function contributors({ versions, promotions, reviews, tasks, project }: ProjectRecords): string[] {
  return [
    ...versions.map(({ authorId }) => authorId),
    ...promotions.map(({ by }) => by),
    ...reviews.map(({ decision, reviewerId }) => (decision ? reviewerId : null)),
    ...tasks.map(({ doneAt, assigneeId }) => (doneAt === null ? null : assigneeId)),
    ...project.plan.decisions.map(({ by }) => by),
  ].filter((id) => id !== null);
}

const workSpread: Measure = (context) => {
  const ids = contributors(context.records);
  if (ids.length === 0) return null;
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  const herfindahl = [...counts.values()].reduce((sum, count) => sum + (count / ids.length) ** 2, 0);
  return { raw: 1 - herfindahl, n: ids.length, evidence: [evidenceOf.project(context)] };
};

/** Half a review counts as one that took so long that its score is half: half way, by logarithm, to the time that scores 0. */
const effectiveHours = (hours: number, worth: number): number =>
  worth === 1 ? hours : Math.max(hours, Math.sqrt(Math.max(hours, fastest) * slowest));
const [fastest, slowest] = [8, 120];

const reviewTime: Measure = ({ records: { reviews } }) => {
  const decided = reviews.filter(({ decidedAt }) => decidedAt !== null);
  if (decided.length === 0) return null;
  const hours = decided.map((review) =>
    effectiveHours(Math.max(0, review.decidedAt! - review.requestedAt) / hourMs, worthOf(review)),
  );
  return {
    raw: percentile(Float64Array.from(hours).sort(), 0.5),
    n: decided.length,
    evidence: decided.map((review) => evidenceOf.record('reviews', review)),
  };
};

/** Of the tasks whose day has come or that are done. */
const tasksOnTime: Measure = ({ records: { tasks }, at }) => {
  const due = tasks.filter(({ dueAt, doneAt }) => dueAt !== null && (doneAt !== null || dueAt <= at));
  if (due.length === 0) return null;
  const onTime = due.filter(({ dueAt, doneAt }) => doneAt !== null && doneAt <= dueAt!);
  return {
    raw: onTime.length / due.length,
    n: due.length,
    evidence: due.map((task) => evidenceOf.record('tasks', task)),
  };
};

/** Indicators of this dimension, in the order in which they are shown. */
export const teamIndicators: readonly IndicatorDefinition[] = [
  {
    id: 'T1a',
    formula: 'stages with an accountable person / stages',
    norm: up(0.5, 1),
    source: 'A',
    after: 'NIST AI RMF, GOVERN',
    step: 'team',
    due: 'explore',
    measure: stagesOwned,
  },
  {
    id: 'T1b',
    formula: 'promotions approved by someone else / promotions; a review that opened nothing counts half',
    norm: up(0.5, 1),
    source: 'A',
    after: 'four-eyes principle',
    step: 'deploy',
    due: 'pilot',
    measure: fourEyes,
  },
  {
    id: 'T1c',
    formula: '1 − Herfindahl index of contributions',
    norm: up(0, 0.6),
    source: 'A',
    after: '',
    step: 'team',
    due: 'production',
    measure: workSpread,
  },
  {
    id: 'T2a',
    formula: 'median review time in hours; one that opened nothing counts half',
    norm: log(down(fastest, slowest)),
    source: 'A',
    after: 'DORA',
    step: 'team',
    due: 'pilot',
    measure: reviewTime,
  },
  {
    id: 'T2b',
    formula: 'tasks done on time / tasks due',
    norm: up(0.5, 0.95),
    source: 'A',
    after: '',
    step: 'team',
    due: 'pilot',
    measure: tasksOnTime,
  },
  {
    id: 'T3a',
    formula: 'incidents with a closed post-mortem / incidents',
    norm: up(0, 1),
    source: 'A',
    after: 'NIST AI RMF, MANAGE',
    step: 'team',
    due: 'pilot',
  },
  {
    id: 'T3b',
    formula: 'lessons and ideas shared, rated',
    norm: identity,
    source: 'H',
    after: '',
    step: 'team',
    due: 'production',
    answer: { kind: 'steps', steps: 5 },
  },
  {
    id: 'T4a',
    formula: 'maturity level / 4',
    norm: identity,
    source: 'H',
    after: 'Microsoft MLOps maturity model',
    step: 'team',
    due: 'production',
    answer: { kind: 'steps', steps: 5 },
  },
  {
    id: 'T4b',
    formula: 'roles whose skills are covered / roles',
    norm: up(0.5, 1),
    source: 'H',
    after: '',
    step: 'team',
    due: 'pilot',
    answer: { kind: 'share' },
  },
];
