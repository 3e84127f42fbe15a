// A pair of columns in words: its measures by their names.
import { strengthOf, type Association } from '../../../../../../contract/data/charts/associations';
import { formatNumber, none } from '../../../../../../i18n/format';
import { m } from '../../../../../../i18n/paraglide/messages.js';

/** Which measure of two number columns is shown. */
export type NumberMeasure = 'pearson' | 'spearman';

/** From −1 to 1; measures other than of two numbers have no direction. */
export function signedStrength(pair: Association, measure: NumberMeasure): number | null {
  return pair.kind === 'numbers' ? pair[measure] : strengthOf(pair);
}

const number = (value: number | null): string => (value === null ? none : formatNumber(value, { digits: 2 }));

/** The measures of a pair. */
export function measuresText(pair: Association): string {
  switch (pair.kind) {
    case 'numbers':
      return m.data_charts_numbers({ pearson: number(pair.pearson), spearman: number(pair.spearman) });
    case 'levels':
      return m.data_charts_levels({ value: number(pair.cramersV) });
    case 'mixed':
      return m.data_charts_mixed({ value: number(pair.correlationRatio) });
  }
}
