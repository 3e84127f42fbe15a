// LIBSVM files as tables: what is not named is 0, and what is refused with its line.
import { describe, expect, it } from 'vitest';
import { faultOf, fileOf, readAll } from '../read';

it('has a column for each index up to the highest', async () => {
  const { columns, cells } = await readAll(fileOf('+1 1:0.5 3:2 # first\n-1 2:1e-3\n\n+1\n', 'a.csv'));
  expect(columns.map((column) => [column.name, column.type])).toEqual([
    ['label', 'number'],
    ['x1', 'number'],
    ['x2', 'number'],
    ['x3', 'number'],
  ]);
  expect(cells).toEqual([
    [1, 0.5, 0, 2],
    [-1, 0, 0.001, 0],
    [1, 0, 0, 0],
  ]);
});

it('counts from 0 where an index is 0, and keeps queries', async () => {
  const text = '3 qid:1 0:1 1:2\n2 qid:1 1:5\n1 qid:2 0:4\n';
  // A name decides nothing: two lines that begin like LIBSVM are.
  const { columns, cells } = await readAll(fileOf(`0 0:9 1:9\n1 0:9 1:9\n${text}`, 'rank.libsvm'));
  expect(columns.map(({ name }) => name)).toEqual(['label', 'qid', 'x0', 'x1']);
  expect(cells.slice(2)).toEqual([
    [3, 1, 1, 2],
    [2, 1, 0, 5],
    [1, 2, 4, 0],
  ]);
});

describe('is refused as damaged', () => {
  const good = '1 1:1\n0 2:1\n';
  it.each([
    ['no value', `${good}1 3:\n`, 'line 3: 3: is no index and value'],
    ['no index', `${good}1 x:1\n`, 'line 3'],
    ['an index that does not ascend', `${good}1 2:1 2:1\n`, 'line 3: index 2 does not ascend'],
    ['a line without a label', `${good}1:1 2:1\n`, 'line 3: the label is missing'],
    ['too many places', `${good}1 1000000000:1\n`, 'more than 20000 places'],
  ])('%s', async (_, text, detail) => {
    const fault = await faultOf(readAll(fileOf(text, 'a.libsvm')));
    expect(fault).toMatchObject({ code: 'file_damaged', place: { file: 'a.libsvm' } });
    expect(fault.detail).toContain(detail);
  });
});
