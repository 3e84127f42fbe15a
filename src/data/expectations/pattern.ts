// The whole cell is of a pattern; matched in linear time, whatever the pattern.
import { Pattern } from '../../domain/patterns/pattern';
import type { OwnRuleDefinition } from './rule';
import { textFails } from './text-fails';

export const definition: OwnRuleDefinition<'pattern'> = {
  kind: 'pattern',
  fails({ pattern }, column) {
    const compiled = new Pattern(pattern);
    return textFails(column, (text) => compiled.matches(text));
  },
};
