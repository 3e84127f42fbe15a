// The settings of boosted trees: what they may be, how the form asks for them, and values to start from.
import * as v from 'valibot';
import type { SettingField } from '../../../contract/model/family-offer';
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
  columnShare: { minimum: 0.01, maximum: 1 },
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
/** Losses of numbers; classes have log loss. */
export const losses = ['standard', 'huber', 'quantile', 'poisson', 'tweedie'] as const;
/** What a loss asks for beside its name. */
const ofLoss = { quantile: 'quantile', huber: 'huberDelta', tweedie: 'tweediePower' } as const;
const lossKeys: readonly NumberKey[] = Object.values(ofLoss);

export const treeSettings = v.strictObject({
  growth: v.picklist(growths),
  loss: v.picklist(losses),
  ...(Object.fromEntries(keys.map((key) => [key, number(bounds[key])])) as Record<
    NumberKey,
    ReturnType<typeof number>
  >),
});
export type TreeSettings = v.InferOutput<typeof treeSettings>;

/** The form, in the order in which they are asked. */
export const treeFields: readonly SettingField[] = [
  ...keys.slice(0, 3).map((key) => ({ kind: 'number', key, ...bounds[key] }) as const),
  { kind: 'choice', key: 'growth', options: growths },
  ...keys
    .slice(3)
    .filter((key) => !lossKeys.includes(key))
    .map((key) => ({ kind: 'number', key, ...bounds[key] }) as const),
  { kind: 'choice', key: 'loss', options: losses, learns: 'number' },
  ...Object.entries(ofLoss).map(
    ([is, key]) =>
      ({ kind: 'number', key, ...bounds[key], learns: 'number', where: { key: 'loss', is } }) as const,
  ),
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
