// Dates: milliseconds since 1970.
import { NumberProfiler } from '../../profile/number-profiler';
import type { ColumnTypeDefinition } from '../column-type';
import { floatClasses } from '../layouts/float-classes';
import { floatCodec, floatValues, type Floats } from '../layouts/floats';
import { datetimeText } from './text';

export const definition: ColumnTypeDefinition<Floats> = {
  id: 'datetime',
  codec: floatCodec('datetime', 3),
  ...floatValues,
  profile: ({ name }, edges) => new NumberProfiler(name, edges),
  text: datetimeText,
  target: { ...floatClasses, quantity: null },
};
