import { describe, expect, it } from 'vitest';
import { collectLabels, sortClasses } from '../../../src/data/preprocess/labels';
import { PartitionCheck, type QualityInput } from '../../../src/data/quality/check-partition';
import { lookedAt } from '../../../src/data/quality/one-pass';
import { memoryTable } from './memory-source';
import { faultOf } from './read';

describe('labels', () => {
  it('are class indices over groups, −1 where missing', async () => {
    const { source, columns } = memoryTable({ y: ['no', 'yes', null, 'yes', 'no', 'yes'] }, 2);
    expect(await collectLabels(source, columns[0]!, 'binary', 6)).toEqual({
      labels: Int32Array.of(0, 1, -1, 1, 0, 1),
      classes: ['no', 'yes'],
    });
  });

  it('are all 0 for a number to predict', async () => {
    const { source, columns } = memoryTable({ y: [3.5, null, -2, 0] });
    expect(await collectLabels(source, columns[0]!, 'regression', 4)).toEqual({
      labels: Int32Array.of(0, -1, 0, 0),
      classes: [],
    });
  });

  it('stand in the order of their values', () => {
    expect(sortClasses(['10', '9', '-1'])).toEqual(['-1', '9', '10']);
    expect(sortClasses(['10', '9', 'b'])).toEqual(['10', '9', 'b']);
  });

  it.each([
    ['target_one_class', ['a', 'a', null], 'binary'],
    ['column_all_missing', [null, null, null], 'binary'],
    ['column_all_missing', [null, null, null], 'regression'],
    ['recipe_invalid', ['a', 'b', 'c'], 'binary'],
    ['recipe_invalid', ['a', 'b', 'c'], 'regression'],
    ['target_too_many_classes', Array.from({ length: 1001 }, (_, row) => row / 2), 'multiclass'],
    ['target_too_many_classes', Array.from({ length: 1001 }, (_, row) => `v${row}`), 'multiclass'],
  ] as const)('refuse: %s', async (code, y, task) => {
    const { source, columns, rows } = memoryTable({ y: [...y] }, 400);
    expect(await faultOf(collectLabels(source, columns[0]!, task, rows))).toMatchObject({ code });
  });
});

const checkPartition = (input: QualityInput) => lookedAt(input.source, new PartitionCheck(input));

describe('quality of a partition', () => {
  it('counts gaps, repeats, contradictions and leaks', async () => {
    const table = memoryTable({
      id: [1, 2, 3, 4, 5, 6, 7, 8],
      a: [1.5, 1.5, 2, 2, null, null, 3, 1.5],
      b: ['x', 'x', 'y', 'y', 'z', 'z', 'q', 'x'],
      y: ['no', 'no', 'no', 'yes', 'yes', 'yes', null, 'no'],
    });
    const { labels, classes } = await collectLabels(table.source, table.columns[3]!, 'binary', 8);
    // Rows 1 and 8 of test repeat a training input; row 3 contradicts row 4; row 7 is left out.
    const assignment = Uint8Array.of(0, 2, 0, 1, 2, 2, 255, 2);
    const quality = await checkPartition({
      source: table.source,
      columns: table.columns,
      features: ['a', 'b', 'y'],
      target: 'y',
      labels,
      classes,
      assignment,
    });
    expect(quality).toEqual({
      requiredCells: 24,
      missingCells: 3,
      duplicateRows: 3,
      conflictingRows: 2,
      leakedRows: 2,
      classCounts: [4, 3],
      equalRows: {
        duplicates: [
          [1, 0],
          [5, 4],
          [7, 0],
        ],
        conflicts: [
          [2, 3],
          [3, 2],
        ],
        leaks: [
          [1, 0],
          [7, 0],
        ],
      },
    });
    expect(table.reads).not.toContain('id');
  });

  it('keeps the first thousand rows of a finding, and counts all', async () => {
    const rows = 2600;
    const table = memoryTable(
      {
        a: Array.from({ length: rows }, (_, row) => row % 2),
        y: Array.from({ length: rows }, (_, row) => (row % 3 ? 'no' : 'yes')),
      },
      512,
    );
    const { labels, classes } = await collectLabels(table.source, table.columns[1]!, 'binary', rows);
    const { duplicateRows, conflictingRows, leakedRows, equalRows } = await checkPartition({
      ...{ source: table.source, columns: table.columns, features: ['a'], target: 'y', labels, classes },
      assignment: Uint8Array.from({ length: rows }, (_, row) => (row < 1000 ? 0 : 2)),
    });
    expect([duplicateRows, conflictingRows, leakedRows]).toEqual([rows - 4, rows, 1600]);
    const { duplicates, conflicts, leaks } = equalRows!;
    expect([duplicates.length, conflicts.length, leaks.length]).toEqual([1000, 1000, 1000]);
    for (const [row, twin] of duplicates) {
      expect(twin).toBeLessThan(row);
      expect([row % 2, labels[row]]).toEqual([twin % 2, labels[twin]]);
    }
    for (const [row, twin] of conflicts) {
      expect(row % 2).toBe(twin % 2);
      expect(labels[row]).not.toBe(labels[twin]);
    }
    expect(leaks.slice(0, 3)).toEqual([
      [1000, 0],
      [1001, 1],
      [1002, 0],
    ]);
  });

  it('does not take different images as one', async () => {
    const scan = Array.from({ length: 300 }, (_, row) => [row & 255, row >> 8, 7, 0, 1]);
    const table = memoryTable({ scan, y: scan.map((_, row) => (row % 2 ? 'a' : 'b')) }, 64);
    const { labels, classes } = await collectLabels(table.source, table.columns[1]!, 'binary', 300);
    const quality = await checkPartition({
      source: table.source,
      columns: table.columns,
      features: ['scan'],
      target: 'y',
      labels,
      classes,
      assignment: Uint8Array.from({ length: 300 }, (_, row) => (row < 200 ? 0 : 2)),
    });
    expect(quality).toMatchObject({
      duplicateRows: 0,
      conflictingRows: 0,
      leakedRows: 0,
      classCounts: [150, 150],
    });
  });
});
