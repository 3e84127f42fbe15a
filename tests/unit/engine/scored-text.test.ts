// The lines of a scored file: every one is there, answers stand below their names, and lines that are no rows of the table stay as they are.
import { expect, it } from 'vitest';
import type { UnreadCell } from '../../../src/contract/release/scoring';
import { readTextFile } from '../../../src/data/formats/registry';
import { ScoredText } from '../../../src/engine/serving/scored-text';
import { fileOf } from '../data/read';

async function scored(text: string, dropped: ReadonlyMap<number, UnreadCell> = new Map()) {
  const options = { signal: new AbortController().signal, onProgress: () => undefined };
  const table = await readTextFile(fileOf(text), options, ['a', 'b']);
  const written = new ScoredText(table, ['prediction'], true);
  for await (const block of table.rows())
    written.add(
      block,
      block.cells.map((cells) => ({ value: `p${cells[0] ?? ''}`, probabilities: [] })),
      dropped,
    );
  const { rows, unread, unreadCount, preview } = written;
  return { text: await written.finish().text(), rows, unread, unreadCount, preview };
}

it.each([
  ['plain lines', 'a,b\n1,x\n2,y\n', 'a,b,prediction\n1,x,p1\n2,y,p2\n'],
  ['delimiters at line ends', 'a,b\n1,x,\n2,y,\n', 'a,b,,prediction\n1,x,,p1\n2,y,,p2\n'],
  ['delimiters at all line ends', 'a,b,\n1,x,\n2,y,\n', 'a,b,,prediction\n1,x,,p1\n2,y,,p2\n'],
  ['a short row', 'a,b,c\n1,x,7\n2,y\n3,z,9\n', 'a,b,c,prediction\n1,x,7,p1\n2,y,,p2\n3,z,9,p3\n'],
  ['titles', 'About\n\na,b,c\n1,x,7\n2,y,8\n', 'About\na,b,c,prediction\n1,x,7,p1\n2,y,8,p2\n'],
  ['lone carriage returns', 'a,b\r1,x\r2,y\r', 'a,b,prediction\r1,x,p1\r2,y,p2\r'],
])('%s get their answers', async (_, text, expected) => {
  expect(await scored(text)).toMatchObject({ text: expected, unreadCount: 0 });
});

it('lines that are no rows stay, and are told', async () => {
  const { text, ...told } = await scored('a,b,c\n1,x,7\n# note\n2,y,8,9\n3,z,9\n2 rows selected\n');
  expect(text).toBe('a,b,c,prediction\n1,x,7,p1\n# note\n2,y,8,9\n3,z,9,p3\n2 rows selected\n');
  expect(told).toMatchObject({
    rows: 5,
    unread: [
      { row: 2, reason: 'comment' },
      { row: 3, reason: 'long' },
      { row: 5, reason: 'footer' },
    ],
    unreadCount: 3,
  });
  expect(told.preview.rows).toHaveLength(2);
});

it('a row that is left out for a cell has empty answers, and is told with the cell', async () => {
  const cell = { column: 'b', text: 'odd' };
  const { text, unread, unreadCount, preview } = await scored('a,b\n1,x\n2,odd\n3,z\n', new Map([[1, cell]]));
  expect(text).toBe('a,b,prediction\n1,x,p1\n2,odd,\n3,z,p3\n');
  expect([unread, unreadCount]).toEqual([[{ row: 2, reason: 'cell', cell }], 1]);
  expect(preview.rows.map(({ answers }) => answers)).toEqual([['p1'], [''], ['p3']]);
});
