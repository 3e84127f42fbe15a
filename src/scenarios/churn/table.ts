// Customers of a telephone company, and who left in the quarter that followed. Nobody in it exists. A contract by the month and a rise of the price part
// them first; calls for help say much where they were not answered well, and little else.
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

const contracts = ['monthly', 'one_year', 'two_years'] as const;
const plans = ['fibre', 'mobile', 'mobile_and_fibre'] as const;
const payments = ['bank_debit', 'card', 'invoice'] as const;
const answers = ['no', 'yes'] as const;

const columns = {
  customer_id: 'number',
  tenure_months: 'number',
  age: 'number',
  contract: contracts,
  plan: plans,
  payment: payments,
  monthly_charge: 'number',
  price_change_percent: 'number',
  support_calls_90d: 'number',
  unsolved_calls_90d: 'number',
  outages_90d: 'number',
  data_used_gb: 'number',
  days_since_login: 'number',
  referred: answers,
  churned: answers,
} as const;

/** Customers in the table. */
export const customers = 7000;
const neverLoggedIn = 0.11;

type Customer = GeneratedRow<typeof columns>;

function logOdds(customer: Customer): number {
  const monthly = customer.contract === 'monthly';
  const rise = Math.max(0, customer.price_change_percent!);
  const solved = customer.support_calls_90d! - customer.unsolved_calls_90d!;
  const young = customer.tenure_months! < 8;
  return (
    -2.55 +
    (monthly ? 0.95 : customer.contract === 'one_year' ? -0.1 : -1.1) +
    (monthly ? 0.16 : 0.05) * Math.min(rise, 15) +
    0.75 * Math.min(customer.unsolved_calls_90d!, 4) -
    0.12 * Math.min(solved, 3) +
    (young ? 0.6 : -0.012 * Math.min(customer.tenure_months!, 72)) +
    0.35 * Math.min(customer.outages_90d!, 4) * (customer.plan === 'mobile' ? 0.4 : 1) +
    (customer.plan === 'mobile_and_fibre' ? -0.6 : 0) +
    (customer.payment === 'invoice' ? 0.3 : 0) +
    0.9 * logistic((customer.days_since_login! - 45) / 8) +
    (customer.monthly_charge! > 75 && customer.data_used_gb! < 12 ? 1 : 0) +
    (customer.referred === 'yes' ? -0.4 : 0)
  );
}

function drawCustomer(random: Philox, id: number): Customer {
  const plan = draw(random, plans, [0.29, 0.47, 0.24]);
  const contract = draw(random, contracts, [0.46, 0.31, 0.23]);
  const charge = { fibre: 42, mobile: 27, mobile_and_fibre: 68 }[plan];
  const calls = Math.floor(wait(random, 1.1));
  const customer: Customer = {
    customer_id: id,
    tenure_months: 1 + Math.floor(Math.min(wait(random, contract === 'monthly' ? 20 : 36), 140)),
    age: Math.round(clamp(44 + 16 * random.normal(), 18, 92)),
    contract,
    plan,
    payment: draw(random, payments, [0.52, 0.3, 0.18]),
    monthly_charge: roundTo(clamp(charge * Math.exp(0.22 * random.normal()), 8, 160), 0.01),
    price_change_percent: random.uniform() < 0.55 ? 0 : roundTo(clamp(4 + 5 * random.normal(), -12, 25), 0.1),
    support_calls_90d: calls,
    unsolved_calls_90d: Array.from({ length: calls }, () => random.uniform()).filter((share) => share < 0.34)
      .length,
    outages_90d: Math.floor(wait(random, 0.8)),
    data_used_gb: roundTo(wait(random, plan === 'mobile' ? 14 : 60), 0.1),
    days_since_login: Math.round(wait(random, 28)),
    referred: random.uniform() < 0.17 ? 'yes' : 'no',
    churned: 'no',
  };
  if (random.uniform() < logistic(logOdds(customer))) customer.churned = 'yes';
  if (random.uniform() < neverLoggedIn) customer.days_since_login = null;
  return customer;
}

function rows(seed: number): Customer[] {
  const random = new Philox(seed, 0xc402);
  const ids = random.permutation(90_000);
  return Array.from({ length: customers }, (_, at) => drawCustomer(random, 100_000 + ids[at]!));
}

/** The customers of one quarter. */
export const churn: GeneratedTable<typeof columns> = { columns, seed: 20_250_701, rows };
