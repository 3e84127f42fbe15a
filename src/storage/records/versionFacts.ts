// What was measured or written about a version after it was registered.
import { versionFacts as schema, type VersionFacts } from '../../contract/release/version';
import { writtenPart } from '../../contract/release/card';
import { defineTable, refers, type Row } from '../registry/definition';

declare module '../registry/definition' {
  interface ProjectRecords {
    versionFacts: VersionFacts;
  }
}

/** The table of facts, one record a version. */
export const versionFacts = defineTable('versionFacts', {
  schema,
  layouts: [
    { since: 1, keys: 'versionId, projectId' },
    {
      since: 4,
      // Who wrote over the card, and when, was not recorded.
      migrate: ({ card, ...old }) => ({
        ...old,
        cards: card ? [{ text: writtenPart(card as Row), by: null, name: '', at: null }] : [],
      }),
    },
  ],
  key: 'versionId',
  owner: { table: 'projects', field: 'projectId' },
  carriesContentHash: true,
  refersTo: [refers('versions', 'versionId', 'delete')],
});
