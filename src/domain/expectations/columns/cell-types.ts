// Cells that are not of the type of their column, and became missing.
import type { ExpectationKind } from '../expectation';

export const expectation: ExpectationKind<'cell-types'> = {
  id: 'cell-types',
  after: 'Great Expectations',
  limit: { kind: 'none' },
  counts: 'cells',
  harm: 'learning',
  check({ dataset: { noticeCount, notices, rows, columns } }) {
    const cells = rows * columns.length;
    return {
      tone: noticeCount > 0 ? 'warn' : 'good',
      count: noticeCount,
      share: cells > 0 ? noticeCount / cells : 0,
      columns: [...new Set(notices.map(({ column }) => column))],
      place: noticeCount > 0 ? { kind: 'cells' } : null,
    };
  },
};
