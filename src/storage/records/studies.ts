// Studies: searches for a good model, with what they decided and came to.
import { study, type Study } from '../../contract/model/search/study';
import { defineTable } from '../registry/definition';

declare module '../registry/definition' {
  interface ProjectRecords {
    studies: Study;
  }
}

/** The table of studies. */
export const studies = defineTable('studies', {
  schema: study,
  layouts: [{ since: 8, keys: 'id, projectId' }],
  key: 'id',
  owner: { table: 'projects', field: 'projectId' },
  refersTo: [],
});
