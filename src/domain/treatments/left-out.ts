// Why a column is no input of the model, as far as the plan and the profile say. Not for the words: the app and --describe have their own.
import { columnTypes } from '../../contract/data/column-types';
import type { Column, ColumnProfile, DatasetVersion } from '../../contract/data/dataset';
import { ownValue } from '../../contract/data/own-value';
import type { DataPlan } from '../../contract/project/project';
import { isProse } from '../columns/prose';
import { fittedKindOf } from './fitted-kind';

/** A column that the model does not see. `mayBeUsed`: whether making it a feature would teach the model something. */
export interface LeftOut {
  name: string;
  reason:
    | 'identifier'
    | 'protected'
    | 'empty'
    | 'constant'
    | 'divides'
    | 'texts-unused'
    | 'codes'
    | 'ignored'
    | 'audio';
  mayBeUsed: boolean;
}

type Plan = Pick<DataPlan, 'target' | 'roles' | 'preprocessing' | 'split'>;

/** The columns of a table that are neither target nor feature, in its order. */
export function leftOutColumns(
  { columns, profiles, rows }: Pick<DatasetVersion, 'columns' | 'profiles' | 'rows'>,
  plan: Plan,
): LeftOut[] {
  const known = new Map(profiles.map((profile) => [profile.name, profile]));
  return columns.flatMap((column): LeftOut[] => {
    const reason = reasonOf(column, known.get(column.name), rows, plan);
    if (reason === null) return [];
    const mayBeUsed = ['identifier', 'texts-unused', 'codes', 'ignored'].includes(reason);
    return [{ name: column.name, reason, mayBeUsed }];
  });
}

function reasonOf(
  column: Column,
  profile: ColumnProfile | undefined,
  rows: number,
  { target, roles, preprocessing, split }: Plan,
): LeftOut['reason'] | null {
  const { name, type } = column;
  if (name === target) return null;
  if (type === 'audio') return 'audio';
  const role = ownValue(roles, name) ?? 'feature';
  if (role === 'identifier' || role === 'protected') return role;
  if (profile?.missing === rows) return 'empty';
  if (role === 'ignored') {
    if ((profile?.distinct ?? 2) < 2) return 'constant';
    return profile && columnTypes[type].display === 'text' && !isProse(profile) ? 'codes' : 'ignored';
  }
  if (name === split.column && split.kind !== 'time') return 'divides';
  return fittedKindOf(column, preprocessing) === null ? 'texts-unused' : null;
}
