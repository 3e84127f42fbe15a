// A first guess of what a table is for: its target, its task and the role of each column, from names and profiles.
// Only a start that people correct: it reads no cells and never decides that an attribute is protected.
import { collectedColumns } from '../contract/data/opening/collected-files';
import { columnTypes } from '../contract/data/column-types';
import type { Column, ColumnProfile, ColumnRole, DatasetVersion } from '../contract/data/dataset';
import type { Task } from '../contract/model/recipe';
import { classLimits } from './class-limits';
import { isIdentifier } from './columns/identifier';
import { looksWhole } from './columns/looks-whole';
import { isCoordinate, isIdentifierName, isTimeName } from './columns/place-names';
import { isProse } from './columns/prose';
import { isNamedLikeClasses, isSurelyTarget, targetStrength } from './columns/target-names';
import { tasks } from './tasks/registry';

/** What `guessPlan` found; null where nothing fits. */
export interface PlanGuess {
  target: string | null;
  task: Task | null;
  roles: Record<string, ColumnRole>;
}

/** What the place of a column adds to what its name says: targets stand last, and seldom first. */
const placeStrength = { last: 10, first: 3 };

interface Described {
  column: Column;
  profile: ColumnProfile;
  role: ColumnRole;
}

/** Target, task and roles that fit the dataset best; a person may change all of them. */
export function guessPlan(dataset: DatasetVersion): PlanGuess {
  const profiles = new Map(dataset.profiles.map((profile) => [profile.name, profile]));
  const described = dataset.columns.flatMap((column): Described[] => {
    const profile = profiles.get(column.name);
    return profile ? [{ column, profile, role: guessRole(column, profile, dataset) }] : [];
  });
  const best = guessTarget(described);
  const roles = Object.fromEntries(
    described.map(({ column, role }) => [column.name, column === best?.column ? 'target' : role]),
  );
  return {
    target: best?.column.name ?? null,
    task: best ? taskOf(best.column, best.profile) : null,
    roles,
  };
}

/** The column that name and place speak for most; none rather than a wrong one where the target itself has one value only. */
function guessTarget(described: readonly Described[]): Described | undefined {
  if (described.some(({ column, profile }) => isSurelyTarget(column.name) && profile.distinct === 1))
    return undefined;
  const names = described.map(({ column }) => column.name);
  const learnable = described.filter(
    ({ column, profile, role }) => role === 'feature' && taskOf(column, profile) !== null,
  );
  const sensible = learnable.filter(({ column }) => !isCoordinate(column.name, names));
  const candidates = sensible.length > 0 ? sensible : learnable;
  const guessable = candidates.filter(isGuessable);
  const last = guessable.findLast(({ column: { name } }) => !isBesides(name)) ?? guessable.at(-1);
  let best: Described | undefined;
  let most = 0;
  for (const candidate of candidates) {
    const first = candidate.column === described[0]?.column ? placeStrength.first : 0;
    const name = targetStrength(candidate.column.name);
    const strength = candidate === last ? name + placeStrength.last : name > 0 ? name + first : 0;
    if (strength <= most) continue;
    best = candidate;
    most = strength;
  }
  return best;
}

/** Whether a name is that of what stands beside the values of a row: when it was, whose it is. */
function isBesides(name: string): boolean {
  return isTimeName(name) || isIdentifierName(name);
}

/** Whether a column may be the target where only its place speaks for it. */
function isGuessable({ column, profile }: Described): boolean {
  return columnTypes[column.type].target.quantity || profile.distinct <= classLimits.guessedTarget;
}

/** The task that a target column asks for; null where no model of ours can learn it. */
export function taskOf(column: Column, profile: ColumnProfile): Task | null {
  const { distinct } = profile;
  const { type, name } = column;
  if (distinct < 2 || (type === 'number' && profile.number === null)) return null;
  const facts = {
    ...{ type, distinct, whole: type === 'number' && looksWhole(profile) },
    namedLikeClasses: isNamedLikeClasses(name),
  };
  return tasks.find(({ target }) => target.suits(facts))?.name ?? null;
}

function guessRole(
  column: Column,
  profile: ColumnProfile,
  { rows, columns, collected }: DatasetVersion,
): ColumnRole {
  const present = rows - profile.missing;
  const type = columnTypes[column.type];
  if (type.feature === 'alone') return 'feature';
  if (collected && column.name === collectedColumns.file) return 'identifier';
  if (collected && column.name === collectedColumns.part) return 'ignored';
  if (profile.distinct < 2) return 'ignored';
  if (isIdentifier(column, profile, { rows, columns })) return 'identifier';
  if (type.feature === null || (type.display === 'text' && !isProse(profile))) return 'ignored';
  if (type.target.classes === 'any' && profile.distinct > Math.max(classLimits.proposed, 0.5 * present))
    return 'ignored';
  return 'feature';
}
