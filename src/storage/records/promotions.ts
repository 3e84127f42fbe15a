// Promotions: which version was named champion, when and why.
import { promotion, type Promotion } from '../../contract/release/version';
import { defineTable, refers } from '../registry/definition';

declare module '../registry/definition' {
  interface ProjectRecords {
    promotions: Promotion;
  }
}

/** The table of promotions. */
export const promotions = defineTable('promotions', {
  schema: promotion,
  layouts: [{ since: 1, keys: 'id, projectId' }],
  key: 'id',
  owner: { table: 'projects', field: 'projectId' },
  carriesContentHash: true,
  refersTo: [refers('versions', 'versionId', 'delete'), refers('reviews', 'reviewId', 'keep')],
});
