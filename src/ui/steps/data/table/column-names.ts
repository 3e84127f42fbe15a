// Types and roles in the person's language.
import type { ColumnType } from '../../../../contract/data/column-types';
import type { ColumnRole } from '../../../../contract/data/dataset';
import { m } from '../../../../i18n/paraglide/messages.js';

/** A column's type in words. */
export function typeName(type: ColumnType): string {
  return {
    number: m.data_type_number,
    category: m.data_type_category,
    datetime: m.data_type_datetime,
    text: m.data_type_text,
    image: m.data_type_image,
  }[type]();
}

/** A column's role in words. */
export function roleName(role: ColumnRole): string {
  return {
    feature: m.data_role_feature,
    target: m.data_role_target,
    identifier: m.data_role_identifier,
    protected: m.data_role_protected,
    ignored: m.data_role_ignored,
  }[role]();
}
