// The settings of forests: what they may be, how the form asks for them, and values to start from.
import * as v from 'valibot';
import type { SettingField } from '../../../contract/model/family-offer';
import type { SettingsRecipe } from '../../../contract/model/recipe';
import { HearthError } from '../../../contract/transport/fault';

const bounds = {
  trees: { minimum: 1, maximum: 5000, integer: true },
  /** Rows of a leaf, each counted once however often it was drawn. */
  minLeafRows: { minimum: 1, maximum: 1_000_000, integer: true },
  maxDepth: { minimum: 1, maximum: 64, integer: true },
} as const;

/** How many columns are looked at in a division: √columns, a third of them, or all. */
export const columnChoices = ['sqrt', 'third', 'all'] as const;
export type ColumnChoice = (typeof columnChoices)[number];

const whole = ({ minimum, maximum }: { minimum: number; maximum: number }) =>
  v.pipe(v.number(), v.integer(), v.minValue(minimum), v.maxValue(maximum));

const forestSettings = v.strictObject({
  trees: whole(bounds.trees),
  columns: v.picklist(columnChoices),
  minLeafRows: whole(bounds.minLeafRows),
  maxDepth: whole(bounds.maxDepth),
  /** Each tree sees as many rows as there are, drawn with replacement; else all of them once. */
  bootstrap: v.boolean(),
});
export type ForestSettings = v.InferOutput<typeof forestSettings>;

/** The form, in the order in which they are asked. */
export const forestFields: readonly SettingField[] = [
  { kind: 'number', key: 'trees', ...bounds.trees },
  { kind: 'choice', key: 'columns', options: columnChoices },
  { kind: 'number', key: 'minLeafRows', ...bounds.minLeafRows },
  { kind: 'number', key: 'maxDepth', ...bounds.maxDepth },
  { kind: 'switch', key: 'bootstrap' },
];

/** Values to start from, of a task that learns `learns`. */
export function startSettings(architecture: string, learns: 'classes' | 'number'): ForestSettings {
  return {
    trees: 100,
    columns: learns === 'classes' ? 'sqrt' : 'third',
    minLeafRows: learns === 'classes' ? 2 : 3,
    maxDepth: bounds.maxDepth.maximum,
    bootstrap: architecture === 'random-forest',
  };
}

/** Columns that a division looks at, of so many. */
export function columnsPerSplit(choice: ColumnChoice, columns: number): number {
  if (choice === 'all') return columns;
  return Math.max(1, choice === 'sqrt' ? Math.floor(Math.sqrt(columns)) : Math.ceil(columns / 3));
}

/** The settings of a recipe, checked. Throws `recipe_invalid` with the field. */
export function settingsOf(recipe: SettingsRecipe): ForestSettings {
  const parsed = v.safeParse(forestSettings, recipe.model.settings);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const field = ['model.settings', v.getDotPath(issue)].filter(Boolean).join('.');
  throw new HearthError('recipe_invalid', { field }, { expected: issue.expected ?? '' }, issue.message);
}
