// A synthetic loan book, the same from the same seed. Nobody in it exists. What makes a loan fail are interactions
// (young job × debt, loan against income, both ends of age, purpose × housing), so that a net has something to find
// which a linear model cannot.
import { Philox } from '../../domain/random';
import { clamp, draw, logistic, roundTo, type GeneratedRow, type GeneratedTable } from '../generated-table';

/** Rows of the table. */
export const creditRows = 5000;
const repeatedShare = 0.004;
const missingShare = 0.03;

const employments = ['fixed_term', 'permanent', 'retired', 'self_employed', 'unemployed'] as const;
const histories = ['fair', 'good', 'none', 'poor', 'very_good'] as const;
const purposes = ['business', 'car', 'debt_consolidation', 'education', 'home_improvement'] as const;
const regions = ['east', 'north', 'south', 'west'] as const;
const housings = ['family', 'mortgage', 'own', 'rent'] as const;
const genders = ['female', 'male'] as const;
const answers = ['no', 'yes'] as const;

type Employment = (typeof employments)[number];

const columns = {
  age: 'number',
  gender: genders,
  region: regions,
  employment: employments,
  months_employed: 'number',
  income: 'number',
  housing: housings,
  credit_history: histories,
  debt_ratio: 'number',
  loan_purpose: purposes,
  loan_amount: 'number',
  defaulted: answers,
} as const;

type Row = GeneratedRow<typeof columns>;
/** Before anything of it is lost. */
type Loan = { [Name in keyof Row]: NonNullable<Row[Name]> };

function drawEmployment(random: Philox, age: number): Employment {
  if (age >= 63) return draw(random, ['retired', 'permanent', 'self_employed'] as const, [0.75, 0.15, 0.1]);
  return draw(
    random,
    ['permanent', 'fixed_term', 'self_employed', 'unemployed'] as const,
    [0.56, 0.2, 0.17, 0.07],
  );
}

const incomeOf: Record<Employment, number> = {
  permanent: 46_000,
  fixed_term: 34_000,
  self_employed: 48_000,
  unemployed: 15_000,
  retired: 27_000,
};

/** Log-odds of default. Debt weighs on a young job and hardly on an old one; the loan is judged against the income. */
function logOdds(loan: Omit<Loan, 'defaulted'>): number {
  const youngJob = loan.employment === 'unemployed' || loan.months_employed < 36;
  const debt = (loan.debt_ratio - 0.35) / 0.18;
  const burden = loan.loan_amount / loan.income;
  const ageSquared = ((loan.age - 44) / 14) ** 2;
  const ownRoof = loan.housing === 'own' || loan.housing === 'mortgage';
  const fitsRoof = loan.loan_purpose === 'home_improvement' || loan.loan_purpose === 'business';
  const history = { very_good: -0.7, good: -0.3, fair: 0.2, poor: 0.8, none: 0.3 }[loan.credit_history];
  return (
    -2.8 +
    (youngJob ? 1.5 : -0.9) * debt +
    0.75 * (ageSquared - 1) +
    2.2 * logistic((burden - 0.5) / 0.06) +
    (fitsRoof === ownRoof ? -0.55 : 0.75) +
    history
  );
}

function drawLoan(random: Philox): Loan {
  const age = Math.round(clamp(19 + 54 * random.uniform() ** 1.15 + 3 * random.normal(), 18, 78));
  const gender = draw(random, genders, [0.49, 0.51]);
  const region = draw(random, regions, [0.2, 0.24, 0.26, 0.3]);
  const employment = drawEmployment(random, age);
  const career = (age - 17) * 12;
  const months_employed =
    employment === 'unemployed' ? 0 : Math.round(Math.min(career, -54 * Math.log(1 - random.uniform())));
  const level = incomeOf[employment] * (gender === 'male' ? 1.06 : 0.97) * (region === 'east' ? 0.88 : 1);
  const income = clamp(roundTo(level * Math.exp(0.4 * random.normal()), 100), 7200, 240_000);
  const housing = draw(random, housings, age < 30 ? [0.3, 0.1, 0.06, 0.54] : [0.06, 0.3, 0.26, 0.38]);
  const credit_history = draw(
    random,
    histories,
    age < 26 ? [0.2, 0.25, 0.4, 0.1, 0.05] : [0.22, 0.36, 0.07, 0.12, 0.23],
  );
  const debt_ratio = roundTo(clamp(0.35 + 0.18 * random.normal(), 0.01, 0.95), 0.001);
  const loan_purpose = draw(random, purposes, [0.16, 0.28, 0.2, 0.1, 0.26]);
  const share = 0.42 * Math.exp(0.55 * random.normal());
  const loan_amount = clamp(roundTo(income * share, 100), 1000, 150_000);
  const facts = {
    age,
    gender,
    region,
    employment,
    months_employed,
    income,
    housing,
    credit_history,
    debt_ratio,
    loan_purpose,
    loan_amount,
  };
  return { ...facts, defaulted: random.uniform() < logistic(logOdds(facts)) ? 'yes' : 'no' };
}

function rows(seed: number): Row[] {
  const random = new Philox(seed, 0xc4ed);
  const loans: Row[] = [];
  const fresh = Math.round(creditRows * (1 - repeatedShare));
  for (let row = 0; row < fresh; row++) {
    const loan = drawLoan(random);
    loans.push({
      ...loan,
      income: random.uniform() < missingShare ? null : loan.income,
      months_employed: random.uniform() < missingShare ? null : loan.months_employed,
    });
  }
  // Entered twice, as happens in real books: a copy somewhere after its original.
  while (loans.length < creditRows) {
    const original = random.below(loans.length);
    const copy = loans[original];
    if (copy) loans.splice(original + 1 + random.below(loans.length - original), 0, { ...copy });
  }
  return loans;
}

/** The loan book. */
export const credit: GeneratedTable<typeof columns> = { columns, seed: 20_240_607, rows };
