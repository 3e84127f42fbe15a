// Trials of studies: what was tried, what it scored, and what it said of rows that it had not seen.
import { trial, type Trial } from '../../contract/model/search/study';
import { defineTable, refers } from '../registry/definition';

declare module '../registry/definition' {
  interface ProjectRecords {
    trials: Trial;
  }
}

/** The table of trials. */
export const trials = defineTable('trials', {
  schema: trial,
  layouts: [{ since: 8, keys: 'id, projectId, studyId, &[studyId+number]' }],
  key: 'id',
  owner: { table: 'studies', field: 'studyId' },
  refersTo: [refers('studies', 'studyId', 'delete')],
  chunks: {
    owner: 'trial',
    kind: 'resultBytes',
    of: ({ predictions }) => (predictions ? [predictions] : []),
  },
});
