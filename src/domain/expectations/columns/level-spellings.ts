// Levels of a category that differ by case or blanks alone: one thing under several names.
import { columnNotes } from '../../columns/column-notes';
import { columnVerdict, type ExpectationKind } from '../expectation';

export const expectation: ExpectationKind<'level-spellings'> = {
  id: 'level-spellings',
  after: 'Deepchecks',
  limit: { kind: 'none' },
  counts: 'columns',
  harm: 'learning',
  check({ dataset }) {
    const levelled = dataset.columns.filter(({ type }) => type === 'category');
    if (levelled.length === 0) return null;
    const notes = columnNotes(dataset).flatMap((note) => (note.kind === 'variants' ? [note] : []));
    const [first] = notes;
    return columnVerdict(
      notes.map(({ column }) => column),
      levelled.length,
      first
        ? {
            kind: 'filter',
            condition: { kind: 'levels', column: first.column, levels: first.values },
          }
        : null,
    );
  },
};
