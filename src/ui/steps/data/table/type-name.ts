// The type of a column in the person's language.
import type { Column } from '../../../../contract/data/dataset';
import { logicalTypeOf, type LogicalType } from '../../../../contract/data/column-types';
import { namedMessages } from '../../../../i18n/named-messages';

/** A column's type in words. */
export const typeName: (type: LogicalType) => string = namedMessages(
  import.meta.glob<Record<string, () => string>>('../../../../i18n/paraglide/messages/data_type_*.js', {
    eager: true,
  }),
  'data_type_',
);

/** A column's type, with the unit that stands beside its numbers. */
export function columnKind(column: Pick<Column, 'type' | 'logical' | 'reading'>): string {
  const unit = column.reading?.unit?.text;
  const name = typeName(logicalTypeOf(column));
  return unit === undefined ? name : `${name} (${unit})`;
}
