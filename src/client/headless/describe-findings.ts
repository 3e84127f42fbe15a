// What stands out in a dataset, as codes with a column and a number of rows: for scripts, which look for codes and not for words.
import type { DatasetVersion, Partition } from '../../contract/data/dataset';
import type { DataPlan } from '../../contract/project/project';
import type { Fault } from '../../contract/transport/fault';
import { columnNotes, type ColumnNote } from '../../domain/columns/column-notes';
import { givenAway } from '../../domain/predictive/given-away';

/** One finding; `column` is null where it is about whole rows, `rows` where it is about a whole column. */
export interface DataFinding {
  code: string;
  column: string | null;
  rows: number | null;
}

/** What dividing the rows showed: the partition, the fault that it was refused with, or null where it was not tried. */
export type Quality = { partition: Partition } | { fault: Fault } | null;

/** Below this the encoding may be another. */
const surely = 0.9;

function isUnsure({ source: { certainty } }: DatasetVersion): boolean {
  return certainty !== undefined && certainty < surely;
}

/** What stands above the rows of a file, where that is not one line of names. */
function headFindings({ lines }: DatasetVersion): DataFinding[] {
  if (!lines) return [];
  return [
    ...(lines.titles > 0 ? [{ code: 'lines_above_header', column: null, rows: lines.titles }] : []),
    ...(lines.header === 0 ? [{ code: 'no_header', column: null, rows: null }] : []),
    ...(lines.header > 1 ? [{ code: 'two_header_lines', column: null, rows: null }] : []),
  ];
}

/** Rows that were left out for a cell, and files that could not be read. */
function leftOut({ dropped, collected }: DatasetVersion): DataFinding[] {
  const counts = { rows_cell: dropped?.count ?? 0, files_unread: collected?.brokenCount ?? 0 };
  return Object.entries(counts).flatMap(([code, rows]) => (rows > 0 ? [{ code, column: null, rows }] : []));
}

/** Findings, those about rows first. */
export function describeFindings(
  dataset: DatasetVersion,
  plan: Pick<DataPlan, 'target'>,
  quality: Quality,
): DataFinding[] {
  return [
    ...(dataset.duplicateRows > 0
      ? [{ code: 'duplicate_rows', column: null, rows: dataset.duplicateRows }]
      : []),
    ...(dataset.lines?.counts ?? []).map(({ reason, count }) => ({
      ...{ code: `rows_${reason}`, column: null },
      rows: count,
    })),
    ...leftOut(dataset),
    ...headFindings(dataset),
    ...(isUnsure(dataset) ? [{ code: 'encoding_uncertain', column: null, rows: null }] : []),
    ...partitionFindings(quality, plan),
    ...dataset.profiles.flatMap(({ name, missing, distinct }): DataFinding[] => {
      if (missing === dataset.rows) return [{ code: 'column_all_missing', column: name, rows: missing }];
      return [
        ...(distinct === 1 ? [{ code: 'column_constant', column: name, rows: null }] : []),
        ...(missing > 0 ? [{ code: 'missing_cells', column: name, rows: missing }] : []),
      ];
    }),
    ...unreadCells(dataset),
    ...columnNotes(dataset).map((note): DataFinding => {
      return {
        code: noteCodes[note.kind],
        column: note.column,
        rows: note.kind === 'suspect' ? note.count : null,
      };
    }),
  ];
}

const noteCodes: Record<ColumnNote['kind'], string> = {
  suspect: 'suspected_missing',
  'guessed-order': 'date_order_guessed',
  counted: 'numbers_read_as_dates',
  variants: 'spelling_variants',
};

function partitionFindings(quality: Quality, plan: Pick<DataPlan, 'target'>): DataFinding[] {
  if (quality === null) return [];
  if ('fault' in quality)
    return [{ code: quality.fault.code, column: quality.fault.place.column ?? plan.target, rows: null }];
  const { quality: found } = quality.partition;
  const counted = { conflicting_labels: found.conflictingRows, leaked_rows: found.leakedRows };
  return [
    ...Object.entries(counted).flatMap(([code, rows]) => (rows > 0 ? [{ code, column: null, rows }] : [])),
    ...givenAway({ quality: found }, { target: plan.target }).map(({ name }) => ({
      ...{ code: 'gives_target_away', column: name },
      rows: null,
    })),
  ];
}

/** Columns with cells that did not fit; counted in the notices that are kept. */
function unreadCells({ notices, columns }: DatasetVersion): DataFinding[] {
  const counts = new Map<string, number>();
  for (const { column } of notices) counts.set(column, (counts.get(column) ?? 0) + 1);
  return columns.flatMap(({ name }) => {
    const rows = counts.get(name);
    return rows === undefined ? [] : [{ code: 'unread_cells', column: name, rows }];
  });
}
