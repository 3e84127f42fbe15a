// The distributions of the rows that filters leave, for the heads of columns. The bars of rows are kept, bounded in bytes.
import type { ViewQuery } from '../../../contract/transport/data-api';
import { HearthError } from '../../../contract/transport/fault';
import { countBars, rowBars, type RowBars } from '../../../data/view/distributions';
import { columnNamed } from '../../../data/view/column-named';
import { keptColumns } from './column-cache';
import { datasetFor } from '../read-rows';
import { rowsMeeting } from './row-views';

const mostBytes = 64 * 2 ** 20;
/** More columns than any screen shows. */
const mostColumns = 200;
/** By dataset and column, the one used longest ago first; null: it has no bars. */
const kept = new Map<string, RowBars | null>();
let keptBytes = 0;

const bytesOf = (bars: RowBars | null | undefined): number => bars?.of.byteLength ?? 0;

function keep(key: string, bars: RowBars | null): void {
  keptBytes += bytesOf(bars) - bytesOf(kept.get(key));
  kept.delete(key);
  kept.set(key, bars);
  for (const [oldest, its] of kept) {
    if (keptBytes <= mostBytes || oldest === key) break;
    kept.delete(oldest);
    keptBytes -= bytesOf(its);
  }
}

/** Rows in each bar of each asked column; null for one without bars, and for all where all rows are left. */
export async function distributions(
  { columns: names, ...query }: ViewQuery & { columns: readonly string[] },
  signal: AbortSignal,
): Promise<(Uint32Array | null)[]> {
  if (names.length > mostColumns)
    throw new HearthError('input_invalid', { field: 'columns' }, { count: names.length });
  const dataset = await datasetFor(query.datasetId);
  const rows = await rowsMeeting(query, signal);
  if (rows === null) return names.map(() => null);
  const keyOf = (name: string): string => `${dataset.id} ${name}`;
  const profiles = new Map(dataset.profiles.map((profile) => [profile.name, profile]));
  const lacking = names
    .filter((name) => !kept.has(keyOf(name)))
    .flatMap((name) => {
      const [column, profile] = [columnNamed(dataset.columns, name), profiles.get(name)];
      return profile ? [{ column, profile }] : [];
    });
  const found = await rowBars(keptColumns(dataset), lacking, signal);
  const bars = names.map((name) => found.get(name) ?? kept.get(keyOf(name)) ?? null);
  names.forEach((name, place) => keep(keyOf(name), bars[place]!));
  return bars.map((each) => each && countBars(each, rows));
}
