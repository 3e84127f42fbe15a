// Projects: what everything else of the registry belongs to.
import { project, type Project } from '../../contract/project/project';
import { defineTable } from '../registry/definition';

declare module '../registry/definition' {
  interface ProjectRecords {
    projects: Project;
  }
}

/** The table of projects. */
export const projects = defineTable('projects', {
  schema: project,
  layouts: [
    { since: 1, keys: 'id' },
    // Nobody had chosen a stage: the first, which a champion raises by itself.
    { since: 3, migrate: (old) => ({ ...old, stage: 'explore' }) },
  ],
  key: 'id',
  owner: null,
  refersTo: [
    { table: 'datasets', field: 'data.datasetId', whenGone: 'refuse', of: ({ data }) => data.datasetId },
  ],
});
