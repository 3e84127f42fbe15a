// Dates: milliseconds since 1970, learnt in days.
import { nearDate } from '../../cells/near-values';
import { parseAnyDate, parseDate } from '../../cells/parse-date';
import { scaledFeature } from '../../preprocess/scaled-feature';
import { NumberProfiler } from '../../profile/number-profiler';
import type { ColumnTypeDefinition } from '../column-type';
import { floatClasses } from '../layouts/float-classes';
import { floatCodec, floatValues, type Floats } from '../layouts/floats';
import { datetimeText } from './text';

const msPerDay = 86_400_000;

export const definition: ColumnTypeDefinition<Floats> = {
  id: 'datetime',
  codec: floatCodec('datetime', 3),
  ...floatValues,
  profile: ({ name }, edges) => new NumberProfiler(name, edges),
  text: datetimeText,
  target: { ...floatClasses, quantity: null },
  feature: scaledFeature({
    kind: 'datetime',
    unit: msPerDay,
    // A model that was trained before formats were kept takes the dates that mean one day only.
    parse: (text, reading) => (reading?.dates ? parseDate(text, reading.dates) : parseAnyDate(text)),
    near: (text, reading) => (reading?.dates ? nearDate(text, reading.dates) : NaN),
  }),
};
