// Discharges from a hospital, and whether the patient came back within thirty days. Nobody in it exists. Risk rises with both many and sudden
// stays, a low haemoglobin weighs more on the old, and a follow-up visit helps those who live alone most.
import { Philox } from '../../domain/random';
import {
  clamp,
  draw,
  logistic,
  roundTo,
  wait,
  type GeneratedRow,
  type GeneratedTable,
} from '../generated-table';

const diagnoses = ['cardiac', 'infection', 'injury', 'metabolic', 'respiratory', 'surgical'] as const;
const answers = ['no', 'yes'] as const;

const columns = {
  age: 'number',
  sex: ['female', 'male'],
  insurance: ['private', 'public'],
  diagnosis: diagnoses,
  emergency: answers,
  length_of_stay_days: 'number',
  stays_last_year: 'number',
  medications: 'number',
  haemoglobin_g_dl: 'number',
  creatinine_mg_dl: 'number',
  systolic_mmhg: 'number',
  lives_alone: answers,
  follow_up_booked: answers,
  readmitted: answers,
} as const;

/** Discharges in the table. */
export const discharges = 8000;
/** A blood count is not always taken, creatinine less often. */
const untaken = { haemoglobin: 0.08, creatinine: 0.14 };

type Discharge = GeneratedRow<typeof columns>;

function logOdds(stay: Discharge): number {
  const frail = stay.age! > 70;
  const burden = {
    cardiac: 0.55,
    infection: 0.2,
    injury: -0.5,
    metabolic: 0.35,
    respiratory: 0.45,
    surgical: -0.3,
  };
  const anaemia = Math.max(0, 11.5 - stay.haemoglobin_g_dl!);
  const visit = stay.follow_up_booked === 'yes' ? (stay.lives_alone === 'yes' ? -1.7 : -0.15) : 0;
  return (
    -2.85 +
    0.022 * (stay.age! - 55) +
    burden[stay.diagnosis!] +
    0.55 * Math.log1p(stay.stays_last_year!) * (stay.emergency === 'yes' ? 2 : 0.5) +
    (frail ? 0.75 : 0.12) * anaemia +
    0.5 * Math.max(0, stay.creatinine_mg_dl! - 1.3) +
    (stay.length_of_stay_days! <= 1 && stay.emergency === 'yes' ? 1.1 : 0) +
    0.035 * Math.min(stay.length_of_stay_days!, 20) +
    0.05 * Math.max(0, stay.medications! - 5) +
    (stay.lives_alone === 'yes' ? 0.5 : 0) +
    visit +
    (stay.systolic_mmhg! < 105 ? 0.6 : 0)
  );
}

function drawStay(random: Philox): Discharge {
  const age = Math.round(clamp(58 + 19 * random.normal(), 18, 97));
  const sex = random.uniform() < 0.52 ? 'female' : 'male';
  const diagnosis = draw(
    random,
    diagnoses,
    age > 65 ? [0.26, 0.18, 0.11, 0.13, 0.17, 0.15] : [0.14, 0.19, 0.21, 0.14, 0.11, 0.21],
  );
  const emergency = random.uniform() < (diagnosis === 'surgical' ? 0.22 : 0.58) ? 'yes' : 'no';
  const stays = Math.floor(wait(random, age > 65 ? 1.1 : 0.55));
  const stay: Discharge = {
    age,
    sex,
    insurance: random.uniform() < 0.27 ? 'private' : 'public',
    diagnosis,
    emergency,
    length_of_stay_days: 1 + Math.floor(wait(random, 4.2)),
    stays_last_year: stays,
    medications: Math.round(clamp(1.5 + age / 16 + stays + 2 * random.normal(), 0, 22)),
    haemoglobin_g_dl: roundTo(
      clamp((sex === 'female' ? 12.6 : 13.8) - 0.012 * (age - 50) + 1.7 * random.normal(), 5.5, 18.5),
      0.1,
    ),
    creatinine_mg_dl: roundTo(
      clamp(0.95 * Math.exp(0.3 * random.normal() + 0.004 * (age - 55)), 0.4, 8),
      0.01,
    ),
    systolic_mmhg: Math.round(clamp(129 + 19 * random.normal(), 78, 215)),
    lives_alone: random.uniform() < (age > 75 ? 0.42 : 0.2) ? 'yes' : 'no',
    follow_up_booked: random.uniform() < 0.46 ? 'yes' : 'no',
    readmitted: 'no',
  };
  if (random.uniform() < logistic(logOdds(stay))) stay.readmitted = 'yes';
  if (random.uniform() < untaken.haemoglobin) stay.haemoglobin_g_dl = null;
  if (random.uniform() < untaken.creatinine) stay.creatinine_mg_dl = null;
  return stay;
}

function rows(seed: number): Discharge[] {
  const random = new Philox(seed, 0x4ead);
  return Array.from({ length: discharges }, () => drawStay(random));
}

/** A year of discharges. */
export const readmission: GeneratedTable<typeof columns> = { columns, seed: 20_250_311, rows };
