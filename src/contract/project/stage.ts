// The stages of *Run all*, in their order.

export const stages = [
  'device',
  'split',
  'baseline',
  'train',
  'judge',
  'register',
  'measure',
  'evaluate',
] as const;
export type Stage = (typeof stages)[number];
