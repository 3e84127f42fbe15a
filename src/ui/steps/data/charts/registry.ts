// The kinds of charts that a person can choose, found by their folders.
import { namedMessages } from '../../../../i18n/named-messages';
import type { ChartKind } from './chart-kind';

const found = import.meta.glob<ChartKind>('./kinds/*/kind.ts', { eager: true, import: 'kind' });

/** In the order in which they are offered. */
export const chartKinds: readonly ChartKind[] = Object.values(found).sort((a, b) => a.place - b.place);

/** A kind's name. */
export const chartName: (id: string) => string = namedMessages(
  import.meta.glob<Record<string, () => string>>('../../../../i18n/paraglide/messages/chart_kind_*.js', {
    eager: true,
  }),
  'chart_kind_',
);
