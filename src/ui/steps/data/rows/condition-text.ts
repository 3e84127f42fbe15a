// A filter in the person's language, short enough for a chip.
import { columnTypes } from '../../../../contract/data/column-types';
import type { Column } from '../../../../contract/data/dataset';
import type { RowCondition } from '../../../../contract/data/row-view';
import { formatNumber } from '../../../../i18n/format';
import { m } from '../../../../i18n/paraglide/messages.js';
import { ruleText } from '../quality/rule-words';
import { dateText } from '../table/cell-text';

const dayMs = 86_400_000;

/** Bounds of a day are shown as the day. */
function boundText(value: number, isDate: boolean): string {
  if (!isDate) return formatNumber(value, { max: 6 });
  return dateText(value % dayMs === dayMs - 1 ? value - (dayMs - 1) : value);
}

/** What a filter asks of its column; the column's name stands before it. */
export function conditionText(condition: RowCondition, columns: readonly Column[]): string {
  switch (condition.kind) {
    case 'range': {
      const column = columns.find(({ name }) => name === condition.column);
      const isDate = column !== undefined && columnTypes[column.type].display === 'date';
      const { low, high } = condition;
      if (low !== null && high !== null)
        return m.data_filter_between({ low: boundText(low, isDate), high: boundText(high, isDate) });
      if (low !== null) return m.data_filter_least({ low: boundText(low, isDate) });
      return high === null ? m.data_filter_present() : m.data_filter_most({ high: boundText(high, isDate) });
    }
    case 'levels': {
      const few = condition.levels.slice(0, 3).join(', ');
      return condition.levels.length > 3
        ? m.data_filter_levels_more({ levels: few, more: formatNumber(condition.levels.length - 3) })
        : few;
    }
    case 'contains':
      return m.data_filter_contains({ text: condition.text });
    case 'missing':
      return m.data_filter_missing();
    case 'present':
      return m.data_filter_present();
    case 'map':
      return m.chart_map_part();
    case 'unmet':
      return m.quality_unmet({ rule: ruleText(condition.rule, condition.column, columns) });
  }
}
