// No missing cell.
import { columnTypeOf } from '../columns/registry';
import type { OwnRuleDefinition } from './rule';

export const definition: OwnRuleDefinition<'present'> = {
  kind: 'present',
  fails: () => (values) => {
    const type = columnTypeOf(values.type);
    return (row) => type.isMissing(values, row);
  },
};
