// Reviews: a request to approve a version, and its answer.
import { review, type Review } from '../../contract/project/project';
import { unsealed } from '../../contract/release/card';
import { defineTable, refers } from '../registry/definition';

declare module '../registry/definition' {
  interface ProjectRecords {
    reviews: Review;
  }
}

/** The table of reviews. */
export const reviews = defineTable('reviews', {
  schema: review,
  layouts: [
    { since: 1, keys: 'id, projectId' },
    // What was decided about was not recorded.
    { since: 4, migrate: (old) => ({ ...old, seal: old['decision'] === null ? null : unsealed }) },
  ],
  key: 'id',
  owner: { table: 'projects', field: 'projectId' },
  carriesContentHash: true,
  refersTo: [refers('versions', 'versionId', 'delete')],
});
