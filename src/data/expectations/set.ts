// One of the values that are listed.
import type { OwnRuleDefinition } from './rule';
import { textFails } from './text-fails';

export const definition: OwnRuleDefinition<'set'> = {
  kind: 'set',
  fails({ values }, column) {
    const allowed = new Set(values);
    return textFails(column, (text) => allowed.has(text));
  },
};
