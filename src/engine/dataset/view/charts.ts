// What a chart draws, of the rows that the filters leave.
import type { AnswerOf, ChartId, ChartQuestion } from '../../../contract/data/charts/charts';
import type { ViewQuery } from '../../../contract/transport/data-api';
import { measureChart } from '../../../data/charts/registry';
import { datasetFor } from '../read-rows';
import { rowsMeeting } from './row-views';
import { chartTable } from './rows-maps';

/** Answers a chart's question. @throws HearthError `column_unknown`, `input_invalid` where it does not fit the data */
export async function chart(
  { question, ...query }: ViewQuery & { question: ChartQuestion },
  signal: AbortSignal,
): Promise<AnswerOf<ChartId>> {
  const dataset = await datasetFor(query.datasetId);
  const rows = await rowsMeeting(query, signal);
  return measureChart(chartTable(dataset, rows), question, signal);
}
