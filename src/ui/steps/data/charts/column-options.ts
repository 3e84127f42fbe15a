// Which columns a chart may be asked of.
import type { Column, DatasetVersion } from '../../../../contract/data/dataset';
import type { DataPlan } from '../../../../contract/project/project';
import { ownValue } from '../../../../contract/data/own-value';
import { m } from '../../../../i18n/paraglide/messages.js';

/** An option of a field. */
export interface ColumnOption {
  value: string;
  label: string;
}

type Data = Pick<DatasetVersion, 'columns' | 'profiles'>;
type Plan = Pick<DataPlan, 'target' | 'roles'>;

const optionsOf = (columns: readonly Column[]): ColumnOption[] =>
  columns.map(({ name }) => ({ value: name, label: name }));

/** What says something comes first: columns with several values, before identifiers and columns of one value. */
function tellingFirst({ profiles }: Data, { roles }: Plan, columns: Column[]): Column[] {
  const distinct = new Map(profiles.map((profile) => [profile.name, profile.distinct]));
  const weight = ({ name }: Column): number => {
    const role = ownValue(roles, name);
    if ((distinct.get(name) ?? 0) < 2) return 3;
    return role === 'identifier' || role === 'ignored' ? 2 : (distinct.get(name) ?? 0) < 4 ? 1 : 0;
  };
  return columns.toSorted((one, other) => weight(one) - weight(other));
}

/** Columns of numbers, and of dates where `dates`. */
export function numberOptions(data: Data, plan: Plan, dates = true): ColumnOption[] {
  const fitting = data.columns.filter(({ type }) => type === 'number' || (dates && type === 'datetime'));
  // Dates last: there is a chart of their own for them.
  const numbers = tellingFirst(data, plan, fitting).toSorted(
    (one, other) => Number(one.type === 'datetime') - Number(other.type === 'datetime'),
  );
  return optionsOf(numbers);
}

export function levelOptions(data: Data, plan: Plan): ColumnOption[] {
  return optionsOf(
    tellingFirst(
      data,
      plan,
      data.columns.filter(({ type }) => type === 'category'),
    ),
  );
}

export function dateOptions(data: Data): ColumnOption[] {
  return optionsOf(data.columns.filter(({ type }) => type === 'datetime'));
}

/** What marks can be coloured by; the empty value is none. */
export function colourOptions(data: Data, plan: Plan, numbers = true): ColumnOption[] {
  const found = [...levelOptions(data, plan), ...(numbers ? numberOptions(data, plan) : [])];
  return [{ value: '', label: m.chart_no_colour() }, ...found];
}

/** The target where it is among the options, else the first that counts. */
export function targetOr(options: readonly ColumnOption[], { target }: Plan, otherwise: string): string {
  return options.some(({ value }) => value === target) ? target! : otherwise;
}
