// Tasks of a project's team.
import { taskItem, type TaskItem } from '../../contract/project/project';
import { defineTable } from '../registry/definition';

declare module '../registry/definition' {
  interface ProjectRecords {
    tasks: TaskItem;
  }
}

/** The table of tasks. */
export const tasks = defineTable('tasks', {
  schema: taskItem,
  layouts: [{ since: 1, keys: 'id, projectId' }],
  key: 'id',
  owner: { table: 'projects', field: 'projectId' },
  refersTo: [],
});
