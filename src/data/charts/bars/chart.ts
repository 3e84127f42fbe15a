// Rows of each level, and how these divide by another column.
import { HearthError } from '../../../contract/transport/fault';
import { columnNamed } from '../../view/column-named';
import { chartRows, codesOf, type Chart } from '../chart';
import { colouringBy } from '../colours';

const mostBars = 24;

export const chart: Chart<'bars'> = {
  id: 'bars',
  async measure(table, { by, colour }, signal) {
    const { categories } = columnNamed(table.columns, by);
    const colouring = colouringBy(table, colour);
    const scale = colouring?.scale ?? null;
    if (scale !== null && scale.kind !== 'levels')
      throw new HearthError('input_invalid', { field: 'chart', column: colour ?? '' });
    const width = scale === null ? 1 : scale.levels.length + 1;
    const counts = new Uint32Array(categories.length);
    const parts = new Uint32Array(categories.length * width);
    let missing = 0;
    for await (const group of chartRows(table, [by, ...(colour === null ? [] : [colour])], signal)) {
      const codes = codesOf(group.values, by);
      const toneOf = colouring?.of(group);
      for (const row of group.chosen) {
        const code = codes[row]!;
        if (code < 0) {
          missing++;
          continue;
        }
        counts[code]!++;
        const tone = toneOf ? toneOf(row) : 0;
        if (!Number.isNaN(tone)) parts[code * width + tone]!++;
      }
    }
    const order = categories
      .map((_, code) => code)
      .filter((code) => counts[code]! > 0)
      .sort((one, other) => counts[other]! - counts[one]! || one - other);
    const bars = order.slice(0, mostBars).map((code) => ({
      level: categories[code]!,
      rows: counts[code]!,
      parts: Array.from(parts.subarray(code * width, (code + 1) * width)),
    }));
    const others = order.slice(mostBars);
    const otherRows = others.reduce((sum, code) => sum + counts[code]!, 0);
    return { scale, bars, otherLevels: others.length, otherRows, missing };
  },
};
