// What columns are for, in the person's language.
import type { ColumnRole } from '../../../../contract/data/dataset';
import { m } from '../../../../i18n/paraglide/messages.js';

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
