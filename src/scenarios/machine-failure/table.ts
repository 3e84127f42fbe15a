// Sensor readings of pumps, four a day, and whether the pump fails within the three days that follow. No such pump exists. A bearing that wears shows in
// vibration first, then in temperature; an overload shows in current; most readings are of healthy pumps, and pumps differ.
import { Philox } from '../../domain/random';
import { clamp, draw, roundTo, type GeneratedRow, type GeneratedTable } from '../generated-table';

const models = ['A200', 'A300', 'B110'] as const;
const answers = ['no', 'yes'] as const;

/** Pumps watched, and readings of each. */
export const pumps = 60;
export const readingsEach = 160;

const pumpNames = Array.from({ length: pumps }, (_, at) => `P-${String(at + 1).padStart(3, '0')}`);

const columns = {
  machine: pumpNames,
  read_at: 'datetime',
  model: models,
  hours_since_service: 'number',
  load_percent: 'number',
  vibration_mm_s: 'number',
  temperature_c: 'number',
  current_a: 'number',
  pressure_bar: 'number',
  ambient_c: 'number',
  fails_within_3_days: answers,
} as const;

type Reading = GeneratedRow<typeof columns>;

const firstReading = Date.UTC(2025, 2, 3);
const stepHours = 6;
const warnedReadings = 12;
const lostSignal = 0.025;

/** What differs between pumps that are all well. */
interface Pump {
  name: string;
  model: (typeof models)[number];
  vibration: number;
  warmth: number;
  current: number;
  /** Wear that a reading adds. */
  pace: number;
}

function drawPump(random: Philox, name: string): Pump {
  const model = draw(random, models, [0.45, 0.3, 0.25]);
  return {
    name,
    model,
    vibration: 1.6 + (model === 'B110' ? 0.7 : 0) + 0.3 * random.normal(),
    warmth: 24 + (model === 'A300' ? 6 : 0) + 2.5 * random.normal(),
    current: 11 + (model === 'A300' ? 4 : 0) + random.normal(),
    pace: 0.0065 * Math.exp(0.5 * random.normal()) * (model === 'B110' ? 1.3 : 1),
  };
}

/** The readings of a pump: wear adds up to a failure or a service, and begins anew. */
function readingsOf(random: Philox, pump: Pump): Reading[] {
  const readings: Reading[] = [];
  const failures: number[] = [];
  let wear = 0.75 * random.uniform();
  let hours = Math.round((wear / pump.pace) * stepHours);
  for (let at = 0; at < readingsEach; at++) {
    const readAt = firstReading + at * stepHours * 3_600_000;
    const ambient =
      16 + 6 * Math.sin((2 * Math.PI * at) / 4 - 1.2) + 5 * Math.sin(at / 70) + 1.2 * random.normal();
    const load = clamp(68 + 14 * Math.sin((2 * Math.PI * at) / 28) + 9 * random.normal(), 15, 110);
    // An overload wears far more than a load that the pump is made for.
    wear += pump.pace * (load > 88 ? 3 : 1) * (0.6 + 0.8 * random.uniform());
    hours += stepHours;
    const worn = Math.max(0, wear - 0.72);
    const cell = (value: number, unit: number) =>
      random.uniform() < lostSignal ? null : roundTo(value, unit);
    readings.push({
      machine: pump.name,
      read_at: readAt,
      model: pump.model,
      hours_since_service: hours,
      load_percent: roundTo(load, 0.1),
      vibration_mm_s: cell(
        pump.vibration * (0.7 + 0.0045 * load) * (1 + 4.5 * worn) * Math.exp(0.12 * random.normal()),
        0.01,
      ),
      temperature_c: cell(
        ambient +
          pump.warmth * (0.6 + 0.006 * load) * (1 + 1.5 * Math.max(0, worn - 0.08)) +
          1.5 * random.normal(),
        0.1,
      ),
      current_a: cell(
        pump.current * (0.4 + 0.0085 * load) * (1 + 0.5 * worn) * Math.exp(0.03 * random.normal()),
        0.01,
      ),
      pressure_bar: cell(clamp(6.2 - 1.4 * worn + 0.18 * random.normal(), 0.5, 9), 0.01),
      ambient_c: roundTo(ambient, 0.1),
      fails_within_3_days: 'no',
    });
    const fails = wear > 1 && random.uniform() < 0.35 * (wear - 0.9) * 5;
    if (fails) failures.push(at);
    // Some are serviced before they fail.
    if (fails || (hours > 900 && random.uniform() < 0.01)) {
      wear = 0.05 * random.uniform();
      hours = 0;
    }
  }
  for (const failure of failures)
    for (let at = Math.max(0, failure - warnedReadings + 1); at <= failure; at++) {
      const reading = readings[at];
      // What comes before a service belongs to another bearing.
      if (reading && reading.hours_since_service! <= readings[failure]!.hours_since_service!)
        reading.fails_within_3_days = 'yes';
    }
  return readings;
}

/** All readings in the order of their time, as a plant records them. */
function rows(seed: number): Reading[] {
  const random = new Philox(seed, 0x9a19);
  const byPump = pumpNames.map((name) => readingsOf(random, drawPump(random, name)));
  return Array.from({ length: readingsEach }, (_, at) => byPump.map((readings) => readings[at]!)).flat();
}

/** Forty days of readings. */
export const machineFailure: GeneratedTable<typeof columns> = { columns, seed: 20_250_303, rows };
