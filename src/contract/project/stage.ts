// The stages of a job, in their order: the one list from which counts, words and progress derive.

/** Every stage, each with a place in the order of any job that has it. */
export const stages = [
  'device',
  'split',
  'baseline',
  'search',
  'finish',
  'train',
  'judge',
  'register',
  'measure',
  'evaluate',
] as const;
export type Stage = (typeof stages)[number];

/** The stages of each kind of job. */
const stagesByKind = {
  /** Every step that needs no answer; a recipe that nobody chose is searched for. */
  'run-all': ['device', 'split', 'baseline', 'search', 'train', 'judge', 'register', 'measure', 'evaluate'],
  /** A search for a good model: the best that it finds become runs, each judged. */
  find: ['split', 'baseline', 'search', 'finish'],
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
