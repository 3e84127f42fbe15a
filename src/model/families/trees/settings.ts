// The settings of boosted trees: what they may be, how the form asks for them, and values to start from.
import * as v from 'valibot';
import type { SettingField } from '../../../contract/model/family-offer';
import type { Json } from '../../../contract/model/json';
import type { SettingsRecipe } from '../../../contract/model/recipe';
import { HearthError } from '../../../contract/transport/fault';

const bounds = {
  rounds: { minimum: 1, maximum: 10_000, integer: true },
  /** Rounds without a lower validation loss after which training ends; 0: all rounds, and all their trees are kept. */
  patience: { minimum: 0, maximum: 10_000, integer: true },
  learningRate: { minimum: 0.0001, maximum: 1 },
  maxDepth: { minimum: 1, maximum: 64, integer: true },
  maxLeaves: { minimum: 2, maximum: 4096, integer: true },
  /** Sum of second derivatives of each side; of least squares it is a number of rows. */
  minChildWeight: { minimum: 0, maximum: 1e9 },
  minGain: { minimum: 0, maximum: 1e9 },
  l2: { minimum: 0, maximum: 1e9 },
  l1: { minimum: 0, maximum: 1e9 },
  rowShare: { minimum: 0.01, maximum: 1 },
  /** Of the rows of a round: those with the largest gradients, and how many of the others, which count for all of the others. */
  topShare: { minimum: 0.01, maximum: 0.99 },
  otherShare: { minimum: 0.01, maximum: 0.99 },
  columnShare: { minimum: 0.01, maximum: 1 },
  /** Of the columns of the tree, and of those of the level. */
  levelColumnShare: { minimum: 0.01, maximum: 1 },
  nodeColumnShare: { minimum: 0.01, maximum: 1 },
  bins: { minimum: 2, maximum: 255, integer: true },
  levelSmoothing: { minimum: 0, maximum: 1e6 },
  levelL2: { minimum: 0, maximum: 1e6 },
  maxLevels: { minimum: 1, maximum: 255, integer: true },
  /** Of the quantile loss. */
  quantile: { minimum: 0.01, maximum: 0.99 },
  /** Of the Huber loss, in standard deviations of the target. */
  huberDelta: { minimum: 0.001, maximum: 1000 },
  /** Of the Tweedie loss. */
  tweediePower: { minimum: 1.01, maximum: 1.99 },
} as const satisfies Record<string, { minimum: number; maximum: number; integer?: true }>;

type NumberKey = keyof typeof bounds;
const keys = Object.keys(bounds) as NumberKey[];

const number = ({ minimum, maximum, integer }: { minimum: number; maximum: number; integer?: true }) =>
  v.pipe(
    v.number(),
    v.finite(),
    v.minValue(minimum),
    v.maxValue(maximum),
    v.check((value) => !integer || Number.isInteger(value), 'a whole number'),
  );

export const growths = ['leaf', 'depth'] as const;
/** How the rows of a round are chosen: by chance, or by the size of their gradients (GOSS). */
export const samplings = ['random', 'gradient'] as const;
/** Losses of numbers; classes have log loss. */
export const losses = ['standard', 'huber', 'quantile', 'poisson', 'tweedie'] as const;
/** What a loss asks for beside its name. */
const ofLoss = { quantile: 'quantile', huber: 'huberDelta', tweedie: 'tweediePower' } as const;

/** What a recipe of an earlier app means, which has none of these. */
const unsaid = {
  sampling: 'random' as const,
  topShare: 0.2,
  otherShare: 0.1,
  levelColumnShare: 1,
  nodeColumnShare: 1,
  increasing: [] as string[],
  decreasing: [] as string[],
  interactions: {} as Record<string, string[]>,
} satisfies Partial<Record<string, Json>>;
const isUnsaid = (key: string): key is keyof typeof unsaid => Object.hasOwn(unsaid, key);

const names = v.array(v.string());
const saidKeys = keys.filter((key) => !isUnsaid(key)) as Exclude<NumberKey, keyof typeof unsaid>[];
const optional = (key: 'topShare' | 'otherShare' | 'levelColumnShare' | 'nodeColumnShare') =>
  v.optional(number(bounds[key]), unsaid[key]);

export const treeSettings = v.pipe(
  v.strictObject({
    growth: v.picklist(growths),
    loss: v.picklist(losses),
    ...(Object.fromEntries(saidKeys.map((key) => [key, number(bounds[key])])) as Record<
      (typeof saidKeys)[number],
      ReturnType<typeof number>
    >),
    sampling: v.optional(v.picklist(samplings), 'random'),
    topShare: optional('topShare'),
    otherShare: optional('otherShare'),
    levelColumnShare: optional('levelColumnShare'),
    nodeColumnShare: optional('nodeColumnShare'),
    /** Columns of numbers with which predictions only rise, or only fall. */
    increasing: v.optional(names, unsaid.increasing),
    decreasing: v.optional(names, unsaid.decreasing),
    /** Numbered sets of columns that may meet on a path; a column that is in none stands alone. Empty: all may. */
    interactions: v.optional(v.record(v.pipe(v.string(), v.regex(/^\d{1,4}$/)), names), unsaid.interactions),
  }),
  v.forward(
    v.check(({ topShare, otherShare }) => topShare + otherShare <= 1, 'at most 1 together'),
    ['otherShare'],
  ),
);
export type TreeSettings = v.InferOutput<typeof treeSettings>;

const numberField = (key: NumberKey) =>
  ({
    ...({ kind: 'number', key, ...bounds[key] } as const),
    ...(isUnsaid(key) ? { unsaid: unsaid[key] } : {}),
  }) as const;

/** The form, in the order in which they are asked. */
export const treeFields: readonly SettingField[] = [
  ...(['rounds', 'patience', 'learningRate'] as const).map(numberField),
  { kind: 'choice', key: 'growth', options: growths },
  ...(['maxDepth', 'maxLeaves', 'minChildWeight', 'minGain', 'l2', 'l1'] as const).map(numberField),
  { kind: 'choice', key: 'sampling', options: samplings, unsaid: unsaid.sampling },
  { ...numberField('rowShare'), where: { key: 'sampling', is: 'random' } },
  ...(['topShare', 'otherShare'] as const).map((key) => ({
    ...numberField(key),
    where: { key: 'sampling', is: 'gradient' },
  })),
  ...(['columnShare', 'levelColumnShare', 'nodeColumnShare', 'bins'] as const).map(numberField),
  ...(['levelSmoothing', 'levelL2', 'maxLevels'] as const).map(numberField),
  { kind: 'choice', key: 'loss', options: losses, learns: 'number' },
  ...Object.entries(ofLoss).map(
    ([is, key]) => ({ ...numberField(key), learns: 'number', where: { key: 'loss', is } }) as const,
  ),
  { kind: 'columns', key: 'increasing', of: 'number', apartFrom: 'decreasing', unsaid: unsaid.increasing },
  { kind: 'columns', key: 'decreasing', of: 'number', apartFrom: 'increasing', unsaid: unsaid.decreasing },
  { kind: 'column-sets', key: 'interactions', unsaid: unsaid.interactions },
];

/** Rows on either side of early stopping. */
interface Rows {
  train: number;
  validation: number;
}

/** Validation rows below which their loss is mostly chance. */
const fewestValidation = 20;

/** Values to start from. */
export function startSettings({ train, validation }: Rows): TreeSettings {
  const stops = validation >= fewestValidation;
  return {
    rounds: stops ? 1000 : 100,
    patience: stops ? 50 : 0,
    learningRate: train < 20_000 ? 0.05 : 0.1,
    growth: 'leaf',
    maxDepth: 6,
    // Few rows say little of many leaves.
    maxLeaves: train < 4000 ? 15 : 31,
    minChildWeight: 1,
    minGain: 0,
    l2: 1,
    l1: 0,
    rowShare: 0.7,
    ...unsaid,
    columnShare: 0.6,
    bins: 255,
    levelSmoothing: 10,
    levelL2: 10,
    maxLevels: 32,
    loss: 'standard',
    quantile: 0.5,
    huberDelta: 1,
    tweediePower: 1.5,
  };
}

/** The settings of a recipe, checked. Throws `recipe_invalid` with the field. */
export function settingsOf(recipe: SettingsRecipe): TreeSettings {
  const parsed = v.safeParse(treeSettings, recipe.model.settings);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const field = ['model.settings', v.getDotPath(issue)].filter(Boolean).join('.');
  throw new HearthError('recipe_invalid', { field }, { expected: issue.expected ?? '' }, issue.message);
}
