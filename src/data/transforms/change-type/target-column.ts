// What a column is after its type was changed, and whether its values have to be read again for it.
import type { ColumnType } from '../../../contract/data/column-types';
import type { Column } from '../../../contract/data/dataset';
import type { StepParams, TypeTarget } from '../../../contract/data/transform';
import { HearthError } from '../../../contract/transport/fault';
import { unfit } from '../change-column';

type Params = StepParams<'change-type'>;

const storedTypes: Record<TypeTarget['kind'], ColumnType> = {
  number: 'number',
  integer: 'number',
  boolean: 'category',
  category: 'category',
  ordered: 'category',
  datetime: 'datetime',
  text: 'text',
  identifier: 'text',
};

/** The type that values of the target are stored as; numbers that become identifiers are texts, since 007 is no 7. */
export function storedTypeOf({ kind }: TypeTarget): ColumnType {
  return storedTypes[kind];
}

/** The column afterwards. @throws HearthError `input_invalid` for a column that has no text. */
export function targetColumn(column: Column, { to, learnt }: Params): Column {
  if (column.shape !== null) throw unfit(column);
  const type = storedTypeOf(to);
  const base: Column = { name: column.name, type, logical: to.kind, categories: [], shape: null };
  if (type === 'category') return { ...base, categories: levelsOf(column, to, learnt?.levels ?? []) };
  if (type === 'text') return base;
  const reading = readingOf(column, to, learnt?.reading);
  return reading ? { ...base, reading } : base;
}

function levelsOf(column: Column, to: TypeTarget, learnt: readonly string[]): string[] {
  if (to.kind === 'ordered' && to.levels) return [...new Set(to.levels)];
  if (to.kind !== 'boolean') return [...learnt];
  if (to.yes === undefined) return [...learnt];
  if (!learnt.includes(to.yes) && learnt.length > 0)
    throw new HearthError('input_invalid', { column: column.name, field: 'yes' }, { value: to.yes });
  return [...learnt.filter((level) => level !== to.yes), to.yes];
}

/** How cells are read: as was learnt of them, but for what a person says. */
function readingOf(
  { type, reading: own }: Column,
  to: TypeTarget,
  learnt: Column['reading'],
): Column['reading'] {
  const known = learnt ?? (type === storedTypeOf(to) ? own : undefined);
  if (to.kind === 'datetime' && to.dates) {
    const { orderIsGuessed: _, ...kept } = known ?? { missing: [] };
    return { ...kept, dates: to.dates };
  }
  if ((to.kind === 'number' || to.kind === 'integer') && to.decimal)
    return { ...(known ?? { missing: [] }), decimal: to.decimal };
  return known;
}
