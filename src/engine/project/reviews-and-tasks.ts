// Tasks, and the reviews that a version needs before it may be champion.
import * as v from 'valibot';
import { HearthError } from '../../contract/transport/fault';
import {
  review as reviewSchema,
  taskItem,
  type Review,
  type ReviewedThing,
  type TaskItem,
} from '../../contract/project/project';
import { isIndependent } from '../../domain/release/approval';
import { newId } from '../../storage/store/ids';
import { getProjectRecord } from '../../storage/projects';
import { getReview, getTask, putReview, putTask } from '../../storage/team';
import { getVersion } from '../../storage/versions';
import { sealed } from '../model-card/seals';

type TaskDraft = Omit<TaskItem, 'id' | 'createdAt'> & { id: string | null };

function checked<T>(schema: v.GenericSchema<T>, value: T): T {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new HearthError('input_invalid', { field: v.getDotPath(issue) ?? '' }, { received: issue.received });
}

async function checkMember(projectId: string, memberId: string | null, field: string): Promise<void> {
  const { team } = await getProjectRecord(projectId);
  if (memberId !== null && !team.members.some(({ id }) => id === memberId))
    throw new HearthError('input_invalid', { field }, { id: memberId });
}

/** Stores a task; one without an id is new. */
export async function saveTask(draft: TaskDraft): Promise<TaskItem> {
  await checkMember(draft.projectId, draft.assigneeId, 'assigneeId');
  const known = draft.id === null ? null : await getTask(draft.id);
  if (known && known.projectId !== draft.projectId)
    throw new HearthError('not_found', { field: 'task' }, { id: known.id });
  const task = checked(taskItem, {
    ...draft,
    id: known?.id ?? newId(),
    createdAt: known?.createdAt ?? Date.now(),
  });
  await putTask(task);
  return task;
}

/** Asks for a version to be approved, in the name of whoever acts now. */
export async function requestReview(versionId: string, reviewerId: string | null): Promise<Review> {
  const version = await getVersion(versionId);
  await checkMember(version.projectId, reviewerId, 'reviewerId');
  const { team } = await getProjectRecord(version.projectId);
  const review: Review = {
    id: newId(),
    projectId: version.projectId,
    versionId,
    requestedBy: team.actingId,
    reviewerId,
    decision: null,
    comment: '',
    requestedAt: Date.now(),
    decidedAt: null,
    seal: null,
  };
  await putReview(review);
  return review;
}

/**
 * Records the decision of whoever acts now, sealed with the hashes of version and card as they stand. `input_invalid` where nobody acts
 * or it was decided before; `approval_needed`
 * where the author would approve the own version.
 */
export async function decideReview(
  reviewId: string,
  decision: 'approved' | 'rejected',
  comment: string,
  opened: ReviewedThing[] = [],
): Promise<Review> {
  const review = await getReview(reviewId);
  const version = await getVersion(review.versionId);
  const { actingId } = (await getProjectRecord(review.projectId)).team;
  if (actingId === null) throw new HearthError('input_invalid', { field: 'team.actingId' });
  if (review.decision !== null)
    throw new HearthError('input_invalid', { field: 'decision' }, { decision: review.decision });
  const decided = checked(reviewSchema, {
    ...review,
    reviewerId: actingId,
    decision,
    comment,
    decidedAt: Date.now(),
    opened: [...new Set(opened)],
  });
  if (decision === 'approved' && !isIndependent(decided, version.authorId))
    throw new HearthError('approval_needed', { field: 'reviewerId' }, { version: version.number });
  const bound = await sealed(decided, version);
  await putReview(bound);
  return bound;
}
