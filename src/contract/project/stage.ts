// The stages of a job, in their order: the one list from which counts, words and progress derive.

/** What *Run all* goes through; every other kind of job takes a part of it. */
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

/** The stages of each kind of job. */
const stagesByKind = {
  /** Every step that needs no answer. */
  'run-all': stages,
  /** A model, with the baseline before it where this partition has none. */
  train: ['device', 'split', 'baseline', 'train', 'judge'],
  /** A run that was paused or interrupted, to its end. */
  resume: ['train', 'judge'],
  /** A run whose training ended without a judgement. */
  judge: ['judge'],
} as const satisfies Record<string, readonly Stage[]>;

export type JobKind = keyof typeof stagesByKind;

/** The stages of a kind of job, in their order. */
export function stagesOf(kind: JobKind): readonly Stage[] {
  return stagesByKind[kind];
}
