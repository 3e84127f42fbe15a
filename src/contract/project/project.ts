// A project: the business scenario S and all that people decide about it.
import * as v from 'valibot';
import { finite } from '../data/numbers';
import { columnRole, count, sha256, timestamp, ulid } from '../data/dataset';
import { preprocessingSpec, recipe, splitSpec, task } from '../model/recipe';
import { decisionRule } from '../model/decision';
import { backendName } from '../model/run';
import { metricName } from '../model/judgement';
import { approvalSeal, unsealed } from '../release/card';
import { byName } from '../data/by-name';
import { dictionary } from '../data/quality/dictionary';
import { ownExpectations } from '../data/quality/own-expectation';
import { dataSteps } from '../data/transform';

const text = v.pipe(v.string(), v.maxLength(20_000));
const line = v.pipe(v.string(), v.maxLength(500));

export const step = v.picklist(['goals', 'architecture', 'data', 'model', 'deploy', 'team', 'evaluate']);
export type Step = v.InferOutput<typeof step>;
export const steps = step.options;

export const dimension = v.picklist(['architecture', 'data', 'model', 'deployment', 'team']);
export type Dimension = v.InferOutput<typeof dimension>;
export const dimensions = dimension.options;

/** How far a project is: finding out whether it can work, a version in limited use, production. E counts what is due at it. */
export const projectStage = v.picklist(['explore', 'pilot', 'production']);
export type ProjectStage = v.InferOutput<typeof projectStage>;
export const projectStages = projectStage.options;

export const requirement = v.strictObject({
  id: ulid,
  text: line,
  /** Without a metric and threshold a requirement counts as not measurable. */
  metric: v.nullable(metricName),
  operator: v.picklist(['≥', '≤']),
  threshold: v.nullable(finite),
  priority: v.picklist(['must', 'should', 'could']),
});
export type Requirement = v.InferOutput<typeof requirement>;

export const goals = v.strictObject({
  scenario: text,
  requirements: v.array(requirement),
  budgets: v.strictObject({
    modelBytes: v.nullable(count),
    latencyMs: v.nullable(finite),
    memoryMb: v.nullable(finite),
  }),
  stakeholders: v.array(v.strictObject({ id: ulid, name: line, interest: line })),
  needs: v.array(v.strictObject({ id: ulid, user: line, need: line })),
  /** Pairwise judgements, row against column, on Saaty's scale; keyed `architecture:data`. Missing means 1. */
  judgements: v.record(v.string(), v.pipe(v.number(), v.minValue(1 / 9), v.maxValue(9))),
});
export type Goals = v.InferOutput<typeof goals>;

export const plan = v.strictObject({
  /** null: the fastest that passed the self-test. */
  backend: v.nullable(backendName),
  decisions: v.array(
    v.strictObject({ id: ulid, title: line, reason: text, at: timestamp, by: v.nullable(ulid) }),
  ),
});
export type Plan = v.InferOutput<typeof plan>;

export const dataPlan = v.strictObject({
  datasetId: v.nullable(ulid),
  target: v.nullable(v.string()),
  task: v.nullable(task),
  /** Of two classes the positive one; absent in plans from before it could be chosen: the second in sorted order. */
  positive: v.exactOptional(v.string()),
  /** How the threshold is chosen; absent: by the best F1. */
  decision: v.exactOptional(decisionRule),
  roles: byName(columnRole),
  split: splitSpec,
  preprocessing: preprocessingSpec,
  /** What is done to every table that is opened; absent: nothing. */
  steps: v.exactOptional(dataSteps),
  /** Columns that give the target away and yet are known before a prediction is made, as a person answered. */
  knownBefore: v.exactOptional(
    byName(v.strictObject({ target: v.string(), reason: line, name: line, at: timestamp })),
  ),
  /** What people expect of every file that comes; absent: nothing. */
  expectations: v.exactOptional(ownExpectations),
  /** What the data and its columns mean, whose they are and until when they hold; absent: nothing was said. */
  dictionary: v.exactOptional(dictionary),
  /** D5b: who may use this data, for what, and where it came from. */
  accountability: v.strictObject({ licence: line, consent: line, source: line, retention: line }),
});
export type DataPlan = v.InferOutput<typeof dataPlan>;

export const member = v.strictObject({ id: ulid, name: line, department: line, role: line });
export type Member = v.InferOutput<typeof member>;

export const team = v.strictObject({
  members: v.array(member),
  /** Who is accountable for each step. */
  accountable: v.record(step, v.nullable(ulid)),
  /** Who works on this device now; authors and reviewers are taken from here. */
  actingId: v.nullable(ulid),
});
export type Team = v.InferOutput<typeof team>;

/** Columns of the table of runs, by the ids that src/ui gives them. */
export const runColumns = v.pipe(
  v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(200))),
  v.maxLength(200),
);

export const project = v.strictObject({
  id: ulid,
  name: line,
  scenarioId: v.nullable(v.string()),
  /** As a person chose it; with a champion it is at least pilot (domain/evaluation/stages.ts). */
  stage: projectStage,
  goals,
  plan,
  data: dataPlan,
  /** the draft recipe, which the next run takes; null until the data is chosen. */
  draft: v.nullable(recipe),
  team,
  /** Answers a person gave for indicators of source H, and indicators switched off. */
  ratings: v.record(
    v.string(),
    v.strictObject({ value: finite, evidence: text, by: v.nullable(ulid), at: timestamp }),
  ),
  notApplicable: v.record(v.string(), v.strictObject({ reason: text, by: v.nullable(ulid) })),
  /** Which columns the table of runs shows; absent: those that it begins with. */
  runColumns: v.exactOptional(runColumns),
  /** Grows by one with each write; a write with an older one is refused. */
  revision: count,
  createdAt: timestamp,
  updatedAt: timestamp,
});
export type Project = v.InferOutput<typeof project>;
/** What the UI may replace as a whole. */
export type ProjectSections = Pick<
  Project,
  'name' | 'stage' | 'goals' | 'plan' | 'data' | 'draft' | 'team' | 'ratings' | 'notApplicable' | 'runColumns'
>;

export const taskItem = v.strictObject({
  id: ulid,
  projectId: ulid,
  title: line,
  assigneeId: v.nullable(ulid),
  dueAt: v.nullable(timestamp),
  doneAt: v.nullable(timestamp),
  createdAt: timestamp,
});
export type TaskItem = v.InferOutput<typeof taskItem>;

/** What a reviewer can open before deciding. */
export const reviewedThing = v.picklist(['results', 'card', 'data']);
export type ReviewedThing = v.InferOutput<typeof reviewedThing>;

/** A request to approve a version, and its answer. Nobody signs it: that the reviewer is who the list says is not proven. */
export const review = v.strictObject({
  id: ulid,
  projectId: ulid,
  versionId: ulid,
  requestedBy: v.nullable(ulid),
  reviewerId: v.nullable(ulid),
  decision: v.nullable(v.picklist(['approved', 'rejected'])),
  comment: text,
  requestedAt: timestamp,
  decidedAt: v.nullable(timestamp),
  /** What was decided about; null while it is open. */
  seal: v.nullable(v.union([approvalSeal, v.literal(unsealed)])),
  /** What the reviewer opened before deciding; absent where that was not recorded. */
  opened: v.exactOptional(v.array(reviewedThing)),
  /** Of all other fields (storage/registry/content-hash.ts); absent in records of an earlier app. */
  contentSha256: v.exactOptional(sha256),
});
export type Review = v.InferOutput<typeof review>;
