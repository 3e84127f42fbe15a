// A filter in the person's language, short enough for a chip.
import type { Column } from '../../../../contract/data/dataset';
import type { RowCondition } from '../../../../contract/data/row-view';
import { formatNumber } from '../../../../i18n/format';
import { m } from '../../../../i18n/paraglide/messages.js';
import { ruleText } from '../quality/rule-words';
import { rangeText } from './range-text';

/** What a filter asks of its column; the column's name stands before it. */
export function conditionText(condition: RowCondition, columns: readonly Column[]): string {
  switch (condition.kind) {
    case 'range':
      return rangeText(condition, columns);
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
