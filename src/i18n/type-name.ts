// The type of a column in the person's language.
import type { ColumnType } from '../contract/data/column-types';
import { namedMessages } from './named-messages';

/** A column's type in words. */
export const typeName: (type: ColumnType) => string = namedMessages(
  import.meta.glob<Record<string, () => string>>('./paraglide/messages/data_type_*.js', { eager: true }),
  'data_type_',
);
