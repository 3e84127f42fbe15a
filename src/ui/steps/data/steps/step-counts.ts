// What each step of a list did, as the version that they made says.
import type { DatasetVersion } from '../../../../contract/data/dataset';
import type { DataStep } from '../../../../contract/data/transform';
import { formatNumber } from '../../../../i18n/format';
import { m } from '../../../../i18n/paraglide/messages.js';

/** Rows of the table as it was opened, and of each step its rows or cells; empty where that was not counted. */
export function countsByStep(
  { rows, stepCounts = [] }: Pick<DatasetVersion, 'rows' | 'stepCounts'>,
  steps: readonly DataStep[],
): { opened: number; texts: string[] } {
  const active = steps.filter(({ on }) => on).length;
  const isKnown = stepCounts.length === active;
  let next = 0;
  const texts = steps.map(({ on }) => {
    const counted = on && isKnown ? stepCounts[next++] : undefined;
    return counted ? effectText(counted) : '';
  });
  return { opened: isKnown ? (stepCounts[0]?.before ?? rows) : rows, texts };
}

function effectText({ before, rows, cells }: { before: number; rows: number; cells: number }): string {
  const change = rows - before;
  if (change === 0) return cells === 0 ? '' : m.data_cells({ count: cells, shown: formatNumber(cells) });
  const shown = `${change < 0 ? '−' : '+'}${formatNumber(Math.abs(change))}`;
  return m.data_rows({ count: Math.abs(change), shown });
}
