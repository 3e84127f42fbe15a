// Units of time in the person's language.
import type { TimeUnit } from '../../../../../../contract/data/charts/charts';
import { namedMessages } from '../../../../../../i18n/named-messages';

/** A unit's name. */
export const unitName: (unit: TimeUnit) => string = namedMessages(
  import.meta.glob<Record<string, () => string>>(
    '../../../../../../i18n/paraglide/messages/chart_unit_*.js',
    { eager: true },
  ),
  'chart_unit_',
);
