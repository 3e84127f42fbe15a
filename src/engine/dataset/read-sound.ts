// A recording of a dataset, as the file that it was.
import type { SoundPlaceQuery } from '../../contract/transport/data-api';
import { HearthError } from '../../contract/transport/fault';
import { soundAt } from '../../data/columns/audio/sounds';
import { datasetFor } from './read-rows';
import { rowSource } from './row-source';

/** What begins a file that is no MP3, and its media type. */
const beginnings: readonly (readonly [string, string])[] = [
  ['RIFF', 'audio/wav'],
  ['RF64', 'audio/wav'],
  ['fLaC', 'audio/flac'],
];

/** @throws HearthError `column_unknown`, `not_found`. */
export async function readSound({ datasetId, column, row }: SoundPlaceQuery): Promise<Blob> {
  const dataset = await datasetFor(datasetId);
  const index = dataset.groups.findIndex(({ firstRow, rows }) => row >= firstRow && row < firstRow + rows);
  const group = dataset.groups[index];
  if (!group) throw new HearthError('not_found', { field: 'rows', row: row + 1 });
  const values = (await rowSource(dataset).read(index, new Set([column]))).get(column);
  if (values?.type !== 'audio') throw new HearthError('column_unknown', { column });
  const bytes = soundAt(values, row - group.firstRow);
  const begins = String.fromCharCode(...bytes.subarray(0, 4));
  const type = beginnings.find(([beginning]) => beginning === begins)?.[1] ?? 'audio/mpeg';
  return new Blob([bytes], { type });
}
