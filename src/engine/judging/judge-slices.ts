// How well a model does on parts of the test rows: each category, each quarter of a number's range. Worst first.
import type { Column, DatasetVersion } from '../../contract/data/dataset';
import type { Judgement, MetricName } from '../../contract/model/judgement';
import { isMissingAt } from '../../data/columns/registry';
import type { ColumnValues } from '../../data/columns/values';
import type { GroupSource } from '../../data/rows/group-source';
import type { RowStatistic } from '../../domain/metrics/metric';
import { higherIsBetter } from '../../domain/metrics/registry';
import { percentile } from '../../domain/predictions/bootstrap';
import type { TaskDefinition } from '../../domain/tasks/task';

const quarters = [0.25, 0.5, 0.75] as const;

type Slice = Judgement['slices'][number];

/** What slices are cut from. `testRows` are dataset rows in ascending order; `statistic` takes places in that order. */
export interface SliceInput {
  dataset: Pick<DatasetVersion, 'columns'>;
  source: GroupSource;
  columns: readonly string[];
  testRows: Uint32Array;
  metric: MetricName;
  statistic: RowStatistic;
  limits: TaskDefinition['slices'];
}

/** Scores of all slices that are large enough and have a score. Missing values are a slice of their own, named ''. */
export async function judgeSlices(input: SliceInput): Promise<Slice[]> {
  const wanted = input.dataset.columns.filter(
    ({ name, type }) =>
      input.columns.includes(name) && (type === 'category' || type === 'number' || type === 'datetime'),
  );
  if (wanted.length === 0) return [];
  const values = await valuesOfRows(input, wanted);
  const slices = wanted.flatMap((column) => {
    const cells = values.get(column.name) ?? [];
    const groups = column.type === 'category' ? byValue(cells) : byQuarter(cells, column.type === 'datetime');
    return [...groups].flatMap(([value, rows]): Slice[] => {
      if (rows.length < input.limits.fewestRows) return [];
      const score = input.statistic(Uint32Array.from(rows));
      return Number.isFinite(score) ? [{ column: column.name, value, rows: rows.length, score }] : [];
    });
  });
  const sign = higherIsBetter(input.metric) ? 1 : -1;
  return slices.sort((a, b) => sign * (a.score - b.score)).slice(0, input.limits.most);
}

type CellValue = number | string | null;

async function valuesOfRows(
  { source, testRows }: SliceInput,
  columns: readonly Column[],
): Promise<Map<string, CellValue[]>> {
  const names = new Set(columns.map(({ name }) => name));
  const found = new Map(columns.map(({ name }): [string, CellValue[]] => [name, []]));
  let at = 0;
  for (const [index, { firstRow, rows }] of source.groups.entries()) {
    const start = at;
    while (at < testRows.length && testRows[at]! < firstRow + rows) at++;
    if (at === start) continue;
    const values = await source.read(index, names);
    for (const column of columns) {
      const cells = found.get(column.name)!;
      for (let place = start; place < at; place++) {
        cells.push(valueAt(column, values.get(column.name), testRows[place]! - firstRow));
      }
    }
  }
  return found;
}

function valueAt(column: Column, values: ColumnValues | undefined, row: number): CellValue {
  if (!values || isMissingAt(values, row)) return null;
  if (values.type === 'category') return column.categories[values.codes[row] ?? -1] ?? null;
  return values.type === 'number' || values.type === 'datetime' ? (values.values[row] ?? null) : null;
}

function byValue(cells: readonly CellValue[]): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  cells.forEach((cell, place) => push(groups, String(cell ?? ''), place));
  return groups;
}

function byQuarter(cells: readonly CellValue[], isDate: boolean): Map<string, number[]> {
  const sorted = Float64Array.from(cells.filter((cell) => typeof cell === 'number')).sort();
  const groups = new Map<string, number[]>();
  const edges = sorted.length === 0 ? [] : [...new Set(quarters.map((share) => percentile(sorted, share)))];
  const text = (value: number) =>
    isDate ? new Date(value).toISOString().slice(0, 10) : String(Number(value.toPrecision(6)));
  cells.forEach((cell, place) => {
    if (typeof cell !== 'number') {
      push(groups, '', place);
      return;
    }
    const above = edges.findIndex((edge) => cell <= edge);
    if (above === 0) push(groups, `≤ ${text(edges[0]!)}`, place);
    else if (above === -1) push(groups, `> ${text(edges.at(-1) ?? 0)}`, place);
    else push(groups, `${text(edges[above - 1]!)} – ${text(edges[above]!)}`, place);
  });
  return groups;
}

function push(groups: Map<string, number[]>, key: string, place: number): void {
  const group = groups.get(key);
  if (group) group.push(place);
  else groups.set(key, [place]);
}
