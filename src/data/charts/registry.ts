// The kinds of charts, found by their folders.
import type { AnswerOf, ChartId, ChartQuestion } from '../../contract/data/charts/charts';
import { HearthError } from '../../contract/transport/fault';
import type { Chart, ChartTable } from './chart';

type AnyChart = { [K in ChartId]: Chart<K> }[ChartId];

const found = import.meta.glob<AnyChart>('./*/chart.ts', { eager: true, import: 'chart' });

/** Every kind of chart. */
export const charts: readonly AnyChart[] = Object.values(found);

/**
 * Answers what a chart asks of the rows of a table.
 * @throws HearthError `column_unknown`, `input_invalid` where the question does not fit the table
 */
export function measureChart(
  table: ChartTable,
  question: ChartQuestion,
  signal: AbortSignal,
): Promise<AnswerOf<ChartId>> {
  const chart = charts.find(({ id }) => id === question.kind) as Chart<ChartId> | undefined;
  if (!chart) throw new HearthError('input_invalid', { field: 'chart' }, { kind: question.kind });
  return chart.measure(table, question as never, signal);
}
