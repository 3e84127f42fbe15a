// Numbers.
import { NumberProfiler } from '../../profile/number-profiler';
import type { ColumnTypeDefinition } from '../column-type';
import { floatClasses } from '../layouts/float-classes';
import { floatCodec, floatValues, type Floats } from '../layouts/floats';
import { numberText } from './text';

export const definition: ColumnTypeDefinition<Floats> = {
  id: 'number',
  codec: floatCodec('number', 1),
  ...floatValues,
  profile: ({ name }, edges) => new NumberProfiler(name, edges),
  text: numberText,
  target: { ...floatClasses, quantity: ({ values }, row) => values[row] ?? NaN },
};
