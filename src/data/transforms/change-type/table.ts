// What a change of type learns of all cells of its column.
import type { Column } from '../../../contract/data/dataset';
import type { StepParams } from '../../../contract/data/transform';
import { onlyColumns } from '../../table/rows';
import { columnOf } from '../columns-of';
import type { TablePart } from '../transform';
import { cellTexts } from './cell-texts';
import { TypeLearner } from './learn';
import { storedTypeOf, targetColumn } from './target-column';

type Params = StepParams<'change-type'>;

/** Whether the cells have to be looked at: not where they stay as they are stored, or are only written out. */
function hasToLearn(column: Column, { to, learnt }: Params): boolean {
  const type = storedTypeOf(to);
  if (type === 'text') return false;
  if (type === 'category') return learnt?.levels === undefined;
  if (learnt?.reading !== undefined) return false;
  return column.type !== type || (to.kind === 'datetime' && to.dates !== undefined);
}

export const part: TablePart<'change-type'> = {
  id: 'change-type',
  async learn(params, rows) {
    const column = columnOf(rows.columns, params.column);
    targetColumn(column, params);
    if (!hasToLearn(column, params)) return params;
    const learner = new TypeLearner(column, params.to);
    for await (const batch of onlyColumns(rows, [column.name]).groups()) {
      const [values] = batch.values;
      if (values) learner.add(cellTexts(column, values, batch.rows));
    }
    return { ...params, learnt: { ...params.learnt, ...learner.finish() } };
  },
};
