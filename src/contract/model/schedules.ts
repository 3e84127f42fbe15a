// The schedules: how the learning rate changes over a run, what a recipe says of each and what a form asks. One entry a kind.
import * as v from 'valibot';
import { kindSchema, schemasOf, startOf, type KindSchema, type Setting, type Settings } from './setting';

/** Where in a run a step lies; `step` counts from 0. */
export interface SchedulePosition {
  step: number;
  stepsPerEpoch: number;
  epochs: number;
}

interface ScheduleDefinition<Kind extends string, S extends Settings> {
  kind: Kind;
  settings: S;
  schema: KindSchema<Kind, S>;
  start: v.InferOutput<KindSchema<Kind, S>>;
  /** The learning rate of a step, from the one of the recipe. */
  rate(base: number, schedule: v.InferOutput<KindSchema<Kind, S>>, at: SchedulePosition): number;
}

function defineSchedule<const Kind extends string, S extends Settings>(
  definition: Pick<ScheduleDefinition<Kind, S>, 'kind' | 'settings' | 'rate'>,
): ScheduleDefinition<Kind, S> {
  const { kind, settings } = definition;
  const start = startOf(kind, settings) as v.InferOutput<KindSchema<Kind, S>>;
  return { ...definition, schema: kindSchema(kind, settings), start };
}

const numberField = (min: number, max: number, step?: number) =>
  ({ kind: 'number', min, max, whole: false, ...(step === undefined ? {} : { step }) }) as const;
const mostEpochs = 10_000;

/** Every schedule, in the order of the form. Their names are the messages `schedule_<kind>`. */
export const scheduleDefinitions = [
  defineSchedule({ kind: 'constant', settings: {}, rate: (base) => base }),
  /** base · decay^(step / stepsPerEpoch), smooth inside an epoch. */
  defineSchedule({
    kind: 'exponential',
    settings: {
      decayPerEpoch: {
        schema: v.pipe(v.number(), v.gtValue(0), v.maxValue(1)),
        field: numberField(1e-6, 1, 0.01),
        start: 0.95,
      },
    },
    rate: (base, { decayPerEpoch }, at) => base * decayPerEpoch ** (at.step / at.stepsPerEpoch),
  }),
  /** Linear warm-up to the base rate, then half a cosine down to floor · base (Loshchilov and Hutter 2017, eq. 5). */
  defineSchedule({
    kind: 'cosine',
    settings: {
      warmupEpochs: {
        schema: v.pipe(v.number(), v.finite(), v.minValue(0)),
        field: numberField(0, mostEpochs),
        start: 1,
      },
      floor: {
        schema: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
        field: numberField(0, 1),
        start: 0,
      },
    },
    rate(base, schedule, at) {
      const total = at.stepsPerEpoch * at.epochs;
      // A warm-up longer than the run would never reach the base rate, which nobody means.
      const warmup = Math.min(Math.round(schedule.warmupEpochs * at.stepsPerEpoch), total);
      if (at.step < warmup) return (base * (at.step + 1)) / warmup;
      const progress = Math.min(1, (at.step - warmup) / Math.max(1, total - warmup));
      const factor = schedule.floor + (1 - schedule.floor) * 0.5 * (1 + Math.cos(Math.PI * progress));
      return base * factor;
    },
  }),
] as const;

/** The learning rate over the run. */
export const schedule = v.variant('kind', schemasOf(scheduleDefinitions));
export type ScheduleSpec = v.InferOutput<typeof schedule>;
export type ScheduleKind = ScheduleSpec['kind'];

/** A schedule as those see it who do not know which kind it is. */
export interface AnyScheduleDefinition {
  kind: ScheduleKind;
  settings: Readonly<Record<string, Setting>>;
  start: ScheduleSpec;
  rate(base: number, schedule: ScheduleSpec, at: SchedulePosition): number;
}

/** The definition of a kind. */
export function scheduleDefinition(kind: ScheduleKind): AnyScheduleDefinition {
  return scheduleDefinitions.find((definition) => definition.kind === kind)! as AnyScheduleDefinition;
}
