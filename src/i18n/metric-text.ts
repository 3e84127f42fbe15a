// A metric in the person's language: its label, and its value with the digits that suit it.
import { findMetric } from '../domain/metrics/registry';
import { formatNumber, formatPercent, formatSignificant, none } from './format';
import { namedMessages } from './named-messages';

/** A metric in words. */
export const metricLabel = namedMessages(
  import.meta.glob<Record<string, () => string>>('./paraglide/messages/metric_*.js', { eager: true }),
  'metric_',
);

/** A metric's value as its definition says. */
export function formatMetric(name: string, value: number | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) return none;
  const { style, digits } = findMetric(name)?.shown ?? { style: 'decimal', digits: 3 };
  if (style === 'percent') return formatPercent(value, digits);
  return style === 'significant' ? formatSignificant(value, digits) : formatNumber(value, { digits });
}
