// Tasks and reviews of a project.
import { HearthError } from '../contract/transport/fault';
import type { Review, TaskItem } from '../contract/project/project';
import { announce } from './store/changes';
import { withNextHash } from './registry/content-hash';
import { requireProject } from './registry/living';
import { stored } from './store/database';

/** Tasks of a project, oldest first. */
export function tasksOf(projectId: string): Promise<TaskItem[]> {
  return stored((db) => db.tasks.where('projectId').equals(projectId).sortBy('id'));
}

/** The task, or `not_found`. */
export async function getTask(id: string): Promise<TaskItem> {
  const task = await stored((db) => db.tasks.get(id));
  if (!task) throw new HearthError('not_found', { field: 'task' }, { id });
  return task;
}

/** Stores a task, new or changed. */
export async function putTask(task: TaskItem): Promise<void> {
  await stored((db) =>
    db.transaction('rw', db.projects, db.tasks, async () => {
      await requireProject(db, task.projectId);
      await db.tasks.put(task);
    }),
  );
  announce(task.projectId, 'tasks', { ids: [task.id] });
}

/** Deletes a task; one that is gone already is no error. */
export async function removeTask(id: string): Promise<void> {
  const task = await stored((db) => db.tasks.get(id));
  if (!task) return;
  await stored((db) => db.tasks.delete(id));
  announce(task.projectId, 'tasks', { gone: [id] });
}

/** Reviews of a project, oldest first. */
export function reviewsOf(projectId: string): Promise<Review[]> {
  return stored((db) => db.reviews.where('projectId').equals(projectId).sortBy('id'));
}

/** The review, or `not_found`. */
export async function getReview(id: string): Promise<Review> {
  const review = await stored((db) => db.reviews.get(id));
  if (!review) throw new HearthError('not_found', { field: 'review' }, { id });
  return review;
}

/** Stores a review, new or decided; `not_found` where its version is gone. */
export async function putReview(review: Review): Promise<void> {
  await stored((db) =>
    db.transaction('rw', db.projects, db.versions, db.reviews, async () => {
      await requireProject(db, review.projectId);
      if (!(await db.versions.get(review.versionId)))
        throw new HearthError('not_found', { field: 'version' }, { id: review.versionId });
      await db.reviews.put(withNextHash(await db.reviews.get(review.id), review));
    }),
  );
  announce(review.projectId, 'reviews', { ids: [review.id] });
}
