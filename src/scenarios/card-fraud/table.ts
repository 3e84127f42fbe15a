// Card payments, one in seventy of them a fraud. Thieves test a card with small payments, then buy online or abroad what sells again; what is
// unusual is unusual for this card. Nobody in it exists.
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

const merchants = ['electronics', 'fuel', 'gift_cards', 'grocery', 'restaurant', 'retail', 'travel'] as const;
const channels = ['chip', 'contactless', 'magnetic_stripe', 'online'] as const;
const answers = ['no', 'yes'] as const;

const columns = {
  paid_at: 'datetime',
  amount: 'number',
  usual_amount: 'number',
  merchant: merchants,
  channel: channels,
  country: ['abroad', 'home'],
  distance_km: 'number',
  minutes_since_last: 'number',
  payments_24h: 'number',
  declined_24h: 'number',
  card_age_days: 'number',
  fraud: answers,
} as const;

/** Payments in the table. */
export const payments = 20_000;
const firstDay = Date.UTC(2025, 0, 6);
const dayMs = 86_400_000;
const days = 90;
const unknownDistance = 0.06;

type Payment = GeneratedRow<typeof columns>;
type Merchant = (typeof merchants)[number];

const levels: Record<Merchant, number> = {
  electronics: 2.2,
  fuel: 0.9,
  gift_cards: 1,
  grocery: 0.6,
  restaurant: 0.7,
  retail: 1.1,
  travel: 4,
};

/** Log-odds of fraud: alone nothing says much, together it does. */
function logOdds(payment: Payment, hour: number): number {
  const ratio = Math.log(payment.amount! / payment.usual_amount!);
  const remote = payment.channel === 'online' || payment.channel === 'magnetic_stripe';
  const sells = payment.merchant === 'electronics' || payment.merchant === 'gift_cards';
  const night = hour < 6;
  const rush = payment.minutes_since_last! < 12 ? 1 : 0;
  return (
    -8.9 +
    (remote ? 2.6 : -0.8) * clamp(ratio, -1, 2.5) +
    (sells && remote ? 3.6 : 0) +
    (payment.country === 'abroad' ? (payment.merchant === 'travel' ? -0.5 : 3.4) : 0) +
    (night && remote ? 2.1 : 0) +
    rush * (ratio < -0.3 ? 5.5 : 2) +
    2.4 * Math.min(payment.declined_24h!, 3) +
    0.16 * Math.min(payment.payments_24h!, 12) +
    (payment.card_age_days! < 60 ? 1.7 : 0)
  );
}

function drawPayment(random: Philox, paidAt: number): Payment {
  const hour = new Date(paidAt).getUTCHours();
  const usual = roundTo(clamp(38 * Math.exp(0.55 * random.normal()), 6, 400), 0.01);
  const merchant = draw(random, merchants, [0.07, 0.12, 0.03, 0.36, 0.19, 0.19, 0.04]);
  const channel = draw(
    random,
    channels,
    merchant === 'travel' || merchant === 'gift_cards' ? [0.15, 0.1, 0.03, 0.72] : [0.3, 0.42, 0.03, 0.25],
  );
  const country = random.uniform() < (merchant === 'travel' ? 0.35 : 0.06) ? 'abroad' : 'home';
  const amount = roundTo(clamp(usual * levels[merchant] * Math.exp(0.75 * random.normal()), 0.5, 9000), 0.01);
  const distance = country === 'abroad' ? 600 + wait(random, 1800) : wait(random, 14);
  const minutes = Math.round(random.uniform() < 0.05 ? wait(random, 9) : wait(random, 1500));
  const count = Math.floor(wait(random, minutes < 60 ? 4.5 : 1.6));
  const payment: Payment = {
    paid_at: paidAt,
    amount,
    usual_amount: usual,
    merchant,
    channel,
    country,
    distance_km: roundTo(distance, 0.1),
    minutes_since_last: minutes,
    payments_24h: count,
    declined_24h: random.uniform() < 0.04 ? 1 + Math.floor(wait(random, 0.9)) : 0,
    card_age_days: Math.round(20 + wait(random, 700)),
    fraud: 'no',
  };
  if (random.uniform() < logistic(logOdds(payment, hour))) payment.fraud = 'yes';
  if (random.uniform() < unknownDistance) payment.distance_km = null;
  return payment;
}

/** Payments by their time: most by day, some at night. */
function rows(seed: number): Payment[] {
  const random = new Philox(seed, 0xf4a0d);
  const times = Array.from({ length: payments }, () => {
    const hour = random.uniform() < 0.1 ? 6 * random.uniform() : clamp(14 + 4 * random.normal(), 6, 23.99);
    return firstDay + random.below(days) * dayMs + Math.floor((hour * dayMs) / 24 / 60_000) * 60_000;
  }).sort((a, b) => a - b);
  return times.map((paidAt) => drawPayment(random, paidAt));
}

/** The payments of three months. */
export const cardFraud: GeneratedTable<typeof columns> = { columns, seed: 20_250_106, rows };
