// Numbers and moments between two bounds.
import type { OwnRuleDefinition } from './rule';

export const definition: OwnRuleDefinition<'range'> = {
  kind: 'range',
  fails({ low, high }) {
    const [least, most] = [low ?? -Infinity, high ?? Infinity];
    return (given) => {
      if (!('values' in given)) return () => false;
      const { values } = given;
      return (row) => values[row]! < least || values[row]! > most;
    };
  },
};
