// Judgements: what a run is worth on rows that it never saw.
import { judgement, type Judgement } from '../../contract/model/judgement';
import { migrateFlatJudgement, migrateUncompared } from '../../contract/model/judgement-layouts';
import { defineTable, refers } from '../registry/definition';

declare module '../registry/definition' {
  interface ProjectRecords {
    judgements: Judgement;
  }
}

/** The table of judgements. */
export const judgements = defineTable('judgements', {
  schema: judgement,
  layouts: [
    { since: 1, keys: 'id, projectId, runId' },
    { since: 2, migrate: migrateFlatJudgement },
    { since: 3, migrate: migrateUncompared },
  ],
  key: 'id',
  owner: { table: 'projects', field: 'projectId' },
  carriesContentHash: true,
  refersTo: [refers('runs', 'runId', 'delete')],
  chunks: { owner: 'judgement', kind: 'resultBytes', of: ({ predictions }) => [predictions] },
});
