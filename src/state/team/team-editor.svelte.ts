// What people do in the team step beside naming members: tasks, and the reviews of versions.
import { clients } from '../../client/workers/clients';
import type { ReviewedThing, TaskItem } from '../../contract/project/project';
import { notices } from '../app/notices.svelte';
import type { OpenProject } from '../project/project.svelte';

/** What a person may change of a task. */
export type TaskChange = Partial<Pick<TaskItem, 'title' | 'assigneeId' | 'dueAt' | 'doneAt'>>;

/** What was opened for each review since the app was opened: a reviewer leaves the screen to look, and comes back. */
const openedIn = new Map<string, ReadonlySet<ReviewedThing>>();

export class TeamEditor {
  readonly #open: () => OpenProject;
  /** A write is under way. */
  busy = $state(false);

  constructor(open: () => OpenProject) {
    this.#open = open;
  }

  addTask(title: string): Promise<boolean> {
    const projectId = this.#open().id;
    const task = {
      id: null,
      projectId,
      title,
      assigneeId: this.#open().project.team.actingId,
      dueAt: null,
      doneAt: null,
    };
    return this.#do(() => clients.data.call('saveTask', { task }));
  }

  changeTask(task: TaskItem, change: TaskChange): Promise<boolean> {
    const { createdAt: _, ...kept } = task;
    const known = this.#open().project.team.members.some(({ id }) => id === task.assigneeId);
    const assigneeId = known ? task.assigneeId : null; // someone who left the team cannot be written again
    return this.#do(() => clients.data.call('saveTask', { task: { ...kept, assigneeId, ...change } }));
  }

  removeTask(taskId: string): Promise<boolean> {
    return this.#do(() => clients.data.call('deleteTask', { taskId }));
  }

  requestReview(versionId: string, reviewerId: string | null): Promise<boolean> {
    return this.#do(() => clients.data.call('requestReview', { versionId, reviewerId }));
  }

  /** Notes that a reviewer looked at something; recorded with the decision. */
  noteOpened(reviewId: string, thing: ReviewedThing): void {
    openedIn.set(reviewId, new Set([...(openedIn.get(reviewId) ?? []), thing]));
  }

  decide(reviewId: string, decision: 'approved' | 'rejected', comment: string): Promise<boolean> {
    const opened = [...(openedIn.get(reviewId) ?? [])];
    return this.#do(() => clients.data.call('decideReview', { reviewId, decision, comment, opened }));
  }

  /** True where it was done; else the person was told why not. */
  async #do(work: () => Promise<unknown>): Promise<boolean> {
    this.busy = true;
    try {
      await work();
      await this.#open().refresh('tasks', 'reviews', 'promotions');
      return true;
    } catch (thrown) {
      notices.fail(thrown);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
