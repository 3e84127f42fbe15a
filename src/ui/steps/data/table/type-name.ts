// The type of a column in the person's language.
import type { Column } from '../../../../contract/data/dataset';
import { logicalTypeOf, type LogicalType } from '../../../../contract/data/column-types';
import { m } from '../../../../i18n/paraglide/messages.js';
import { namedMessages } from '../../../../i18n/named-messages';

/** A column's type in words. */
export const typeName: (type: LogicalType) => string = namedMessages(
  import.meta.glob<Record<string, () => string>>('../../../../i18n/paraglide/messages/data_type_*.js', {
    eager: true,
  }),
  'data_type_',
);

/** The zone in which a column's dates are shown. */
function zoneName(zone: string | undefined): string | undefined {
  if (zone === 'mixed') return m.data_zone_mixed();
  return zone === undefined || zone === 'UTC' ? zone : `UTC${zone}`;
}

/** A column's type, with the unit that stands beside its numbers. */
export function columnKind(column: Pick<Column, 'type' | 'logical' | 'reading'>): string {
  const beside = column.reading?.unit?.text ?? zoneName(column.reading?.zone);
  const name = typeName(logicalTypeOf(column));
  return beside === undefined ? name : `${name} (${beside})`;
}
