// How well a model does on parts of the test rows: each category, each quarter of a number's range. Worst first.
import { columnTypes } from '../../contract/data/column-types';
import type { Cell, Column, DatasetVersion } from '../../contract/data/dataset';
import type { Judgement, MetricName } from '../../contract/model/judgement';
import { cellAt } from '../../data/columns/registry';
import type { GroupSource } from '../../data/rows/group-source';
import type { RowStatistic } from '../../domain/metrics/metric';
import { higherIsBetter } from '../../domain/metrics/registry';
import { isoDay } from '../../domain/iso-moment';
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
  const names = new Set(input.columns);
  const wanted = input.dataset.columns.filter(
    ({ name, type }) => names.has(name) && columnTypes[type].slices !== null,
  );
  if (wanted.length === 0) return [];
  const values = await valuesOfRows(input, wanted);
  const slices = wanted.flatMap((column) => {
    const cells = values.get(column.name) ?? [];
    const { slices: cut, display } = columnTypes[column.type];
    const groups = cut === 'values' ? byValue(cells) : byQuarter(cells, display === 'date');
    return [...groups].flatMap(([value, rows]): Slice[] => {
      if (rows.length < input.limits.fewestRows) return [];
      const score = input.statistic(Uint32Array.from(rows));
      return Number.isFinite(score) ? [{ column: column.name, value, rows: rows.length, score }] : [];
    });
  });
  const sign = higherIsBetter(input.metric) ? 1 : -1;
  return slices.sort((a, b) => sign * (a.score - b.score)).slice(0, input.limits.most);
}

async function valuesOfRows(
  { source, testRows }: SliceInput,
  columns: readonly Column[],
): Promise<Map<string, Cell[]>> {
  const names = new Set(columns.map(({ name }) => name));
  const found = new Map(columns.map(({ name }): [string, Cell[]] => [name, []]));
  let at = 0;
  for (const [index, { firstRow, rows }] of source.groups.entries()) {
    const start = at;
    while (at < testRows.length && testRows[at]! < firstRow + rows) at++;
    if (at === start) continue;
    const values = await source.read(index, names);
    for (const column of columns) {
      const cells = found.get(column.name)!;
      const read = values.get(column.name);
      for (let place = start; place < at; place++) {
        cells.push(read ? cellAt(column, read, testRows[place]! - firstRow) : null);
      }
    }
  }
  return found;
}

function byValue(cells: readonly Cell[]): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  cells.forEach((cell, place) => push(groups, String(cell ?? ''), place));
  return groups;
}

function byQuarter(cells: readonly Cell[], isDate: boolean): Map<string, number[]> {
  const sorted = Float64Array.from(cells.filter((cell) => typeof cell === 'number')).sort();
  const groups = new Map<string, number[]>();
  const edges = sorted.length === 0 ? [] : [...new Set(quarters.map((share) => percentile(sorted, share)))];
  const text = (value: number) =>
    isDate ? isoDay(value) || String(value) : String(Number(value.toPrecision(6)));
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
