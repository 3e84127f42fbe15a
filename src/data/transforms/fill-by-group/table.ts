// Finds the value of each group in all rows.
import { HearthError } from '../../../contract/transport/fault';
import { aggregatesOf } from '../../table/aggregated';
import { groupsOf, orderOfKeys } from '../../table/row-groups';
import type { TablePart } from '../transform';
import { check } from './step';

const mostGroups = 10_000;

export const part: TablePart<'fill-by-group'> = {
  id: 'fill-by-group',
  async learn(params, rows) {
    if (params.learnt) return params;
    check(params, rows.columns);
    const groups = await groupsOf(rows, params.by);
    if (groups.keys.length > mostGroups)
      throw new HearthError('groups_excessive', { column: params.by.join(', ') }, { limit: mostGroups });
    const cells = await aggregatesOf(rows, groups, params.of, params.column);
    const all = { ...groups, ids: new Uint32Array(groups.ids.length), keys: [[]] };
    const [otherwise = null] = await aggregatesOf(rows, all, params.of, params.column);
    const learnt = orderOfKeys(groups.keys).map((group) => ({
      key: groups.keys[group] ?? [],
      value: cells[group] ?? null,
    }));
    return { ...params, learnt: { groups: learnt, otherwise } };
  },
};
