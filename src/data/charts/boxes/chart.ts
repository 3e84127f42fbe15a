// How a number lies in each class: Tukey's box of each frequent level, of every row.
import type { Box } from '../../../contract/data/charts/charts';
import { quantile } from '../../associations/measures';
import { columnNamed } from '../../view/column-named';
import { chartRows, codesOf, numbersOf, rowCount, type Chart } from '../chart';
import { frequentLevels, placesOf } from '../colours';

const mostBoxes = 12;

/** The box of ascending numbers. */
function boxOf(level: string | null, sorted: Float64Array): Box {
  const [q25, median, q75] = [0.25, 0.5, 0.75].map((share) => quantile(sorted, share)) as [
    number,
    number,
    number,
  ];
  const reach = 1.5 * (q75 - q25);
  const inside = sorted.filter((value) => value >= q25 - reach && value <= q75 + reach);
  let sum = 0;
  for (const value of sorted) sum += value;
  return {
    level,
    rows: sorted.length,
    low: inside[0] ?? q25,
    q25,
    median,
    q75,
    high: inside.at(-1) ?? q75,
    mean: sum / sorted.length,
    outliers: sorted.length - inside.length,
    min: sorted[0]!,
    max: sorted.at(-1)!,
  };
}

export const chart: Chart<'boxes'> = {
  id: 'boxes',
  async measure(table, { value, by }, signal) {
    const { categories } = columnNamed(table.columns, by);
    const profile = table.profiles.find(({ name }) => name === by);
    const levels = frequentLevels(categories, profile, mostBoxes);
    const places = placesOf(categories, levels);
    const total = rowCount(table);
    const numbers = new Float64Array(total);
    const boxes = new Uint8Array(total);
    const counts = new Uint32Array(levels.length + 1);
    let count = 0;
    for await (const { values, chosen } of chartRows(table, [value, by], signal)) {
      const [read, codes] = [numbersOf(values, value), codesOf(values, by)];
      for (const row of chosen) {
        if (codes[row]! < 0 || !Number.isFinite(read[row]!)) continue;
        const place = places[codes[row]!]!;
        numbers[count] = read[row]!;
        boxes[count++] = place;
        counts[place]!++;
      }
    }
    const parts = Array.from(counts, (size) => new Float64Array(size));
    const filled = new Uint32Array(counts.length);
    for (let at = 0; at < count; at++) parts[boxes[at]!]![filled[boxes[at]!]!++] = numbers[at]!;
    const found = parts.flatMap((part, place) =>
      part.length === 0 ? [] : [boxOf(levels[place] ?? null, part.sort())],
    );
    return { boxes: found, missing: total - count };
  },
};
