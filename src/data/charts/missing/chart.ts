// Where cells are missing: columns against parts of the table, so that a source that broke off or two columns that fail together are seen.
import { columnTypeOf } from '../../columns/registry';
import { valuesOf } from '../../rows/group-source';
import { chartRows, rowCount, type Chart } from '../chart';

const mostBands = 60;
const mostColumns = 40;

export const chart: Chart<'missing'> = {
  id: 'missing',
  async measure(table, _, signal) {
    const gaps = table.profiles.filter(({ missing }) => missing > 0).sort((a, b) => b.missing - a.missing);
    const names = gaps.slice(0, mostColumns).map(({ name }) => name);
    const all = rowCount({ ...table, rows: null });
    const bands = Math.max(1, Math.min(mostBands, all));
    const looked = new Uint32Array(bands);
    const counts = new Uint32Array(names.length * bands);
    let complete = 0;
    for await (const { values, chosen, firstRow } of chartRows(table, names, signal)) {
      const bandOf = chosen.map((row) => Math.floor(((firstRow + row) * bands) / all));
      for (const band of bandOf) looked[band]!++;
      const whole = new Uint8Array(chosen.length).fill(1);
      for (const [index, name] of names.entries()) {
        const read = valuesOf(values, name);
        const { isMissing } = columnTypeOf(read.type);
        for (let at = 0; at < chosen.length; at++) {
          if (!isMissing(read, chosen[at]!)) continue;
          whole[at] = 0;
          counts[index * bands + bandOf[at]!]!++;
        }
      }
      for (const each of whole) complete += each;
    }
    const columns = names.map((name, index) => ({
      name,
      missing: counts.subarray(index * bands, (index + 1) * bands).reduce((sum, count) => sum + count, 0),
    }));
    return {
      columns,
      otherColumns: gaps.length - names.length,
      bands,
      shares: Float32Array.from(counts, (count, at) => count / looked[at % bands]!),
      rows: rowCount(table),
      complete,
    };
  },
};
