// Hourly wages of employees, with a gap between women and men that experience and occupation do not explain. Nobody in it exists. Experience pays most at
// the beginning and by occupation, and a degree pays where it is asked for.
import { Philox } from '../../domain/random';
import { clamp, draw, roundTo, type GeneratedRow, type GeneratedTable } from '../generated-table';

const educations = ['apprenticeship', 'bachelor', 'doctorate', 'master', 'school'] as const;
const occupations = [
  'care',
  'engineering',
  'management',
  'office',
  'production',
  'research',
  'sales',
  'software',
  'transport',
] as const;
const sectors = ['health', 'industry', 'public', 'services', 'trade'] as const;
const regions = ['capital', 'east', 'north', 'south', 'west'] as const;
const sizes = ['10–49', '50–249', '250+', 'under 10'] as const;

const columns = {
  age: 'number',
  gender: ['female', 'male'],
  education: educations,
  occupation: occupations,
  sector: sectors,
  region: regions,
  company_size: sizes,
  years_of_experience: 'number',
  years_in_company: 'number',
  weekly_hours: 'number',
  leads_people: ['no', 'yes'],
  hourly_wage: 'number',
} as const;

/** Employees in the table. */
export const employees = 6000;
const untoldExperience = 0.05;

type Employee = GeneratedRow<typeof columns>;

const payOf = {
  care: 15.5,
  engineering: 25,
  management: 31,
  office: 17.5,
  production: 16.5,
  research: 23,
  sales: 16,
  software: 27,
  transport: 15,
};
const schooling = { apprenticeship: 0.06, bachelor: 0.18, doctorate: 0.34, master: 0.27, school: 0 };
const places = { capital: 0.11, east: -0.12, north: 0, south: 0.05, west: 0.02 };
const big = { '10–49': 0, '50–249': 0.05, '250+': 0.13, 'under 10': -0.06 };
/** How much of a degree an occupation pays for. */
const asks = {
  care: 0.5,
  engineering: 1.1,
  management: 1.2,
  office: 0.6,
  production: 0.3,
  research: 1.4,
  sales: 0.5,
  software: 0.9,
  transport: 0.15,
};
/** Logarithm of the wage that experience adds in the end. */
const growth = {
  care: 0.22,
  engineering: 0.5,
  management: 0.62,
  office: 0.3,
  production: 0.24,
  research: 0.42,
  sales: 0.38,
  software: 0.55,
  transport: 0.18,
};

function logWage(one: Employee): number {
  const occupation = one.occupation!;
  const experience = 1 - Math.exp(-one.years_of_experience! / 9);
  const partTime = one.weekly_hours! < 25;
  return (
    Math.log(0.86 * payOf[occupation]) +
    asks[occupation] * schooling[one.education!] +
    growth[occupation] * experience +
    places[one.region!] +
    big[one.company_size!] +
    (one.sector === 'industry' ? 0.07 : one.sector === 'trade' ? -0.07 : 0) +
    (one.leads_people === 'yes' ? 0.14 + 0.1 * experience : 0) +
    0.004 * Math.min(one.years_in_company!, 20) +
    (partTime ? -0.09 : 0) +
    (one.gender === 'male' ? 0.03 + 0.05 * experience : 0)
  );
}

function drawEmployee(random: Philox): Employee {
  const age = Math.round(clamp(42 + 12 * random.normal(), 18, 67));
  const gender = random.uniform() < 0.48 ? 'female' : 'male';
  const education = draw(random, educations, [0.42, 0.17, 0.03, 0.18, 0.2]);
  const degree = education === 'bachelor' || education === 'master' || education === 'doctorate';
  const occupation = draw(
    random,
    occupations,
    degree
      ? [0.07, 0.19, 0.12, 0.16, 0.04, 0.12, 0.09, 0.18, 0.03]
      : [0.18, 0.05, 0.03, 0.2, 0.2, 0.01, 0.17, 0.04, 0.12],
  );
  const start = education === 'doctorate' ? 29 : degree ? 24 : 19;
  const experience = Math.max(0, Math.round((age - start) * (0.75 + 0.25 * random.uniform())));
  const part = random.uniform() < (gender === 'female' ? 0.42 : 0.1);
  const one: Employee = {
    age,
    gender,
    education,
    occupation,
    sector: draw(
      random,
      sectors,
      occupation === 'care' ? [0.8, 0, 0.1, 0.1, 0] : [0.06, 0.3, 0.18, 0.28, 0.18],
    ),
    region: draw(random, regions, [0.16, 0.17, 0.2, 0.23, 0.24]),
    company_size: draw(random, sizes, [0.22, 0.24, 0.4, 0.14]),
    years_of_experience: experience,
    years_in_company: Math.min(experience, Math.floor(-7 * Math.log(1 - random.uniform()))),
    weekly_hours: part
      ? Math.round(clamp(22 + 5 * random.normal(), 8, 34))
      : Math.round(clamp(39 + 1.6 * random.normal(), 35, 48)),
    leads_people:
      random.uniform() < (occupation === 'management' ? 0.7 : 0.015 * Math.min(experience, 14))
        ? 'yes'
        : 'no',
    hourly_wage: 0,
  };
  one.hourly_wage = roundTo(Math.max(12.8, Math.exp(logWage(one) + 0.17 * random.normal())), 0.01);
  if (random.uniform() < untoldExperience) one.years_of_experience = null;
  return one;
}

function rows(seed: number): Employee[] {
  const random = new Philox(seed, 0x3a6e);
  return Array.from({ length: employees }, () => drawEmployee(random));
}

/** A survey of employees. */
export const wages: GeneratedTable<typeof columns> = { columns, seed: 20_250_915, rows };
