// No value twice: a row fails that repeats an earlier one. Values are told apart by 64-bit hashes, 9 bytes a slot.
import { columnTypeOf } from '../columns/registry';
import type { ColumnValues } from '../columns/values';
import { SeenHashes } from '../quality/seen-hashes';
import { hashRows } from '../quality/row-hash';
import type { OwnRuleDefinition } from './rule';

/** How many rows a group of a column has that can be unique. */
function rowsIn(values: ColumnValues): number {
  if ('values' in values) return values.values.length;
  if ('codes' in values) return values.codes.length;
  return 'offsets' in values ? values.offsets.length - 1 : 0;
}

export const definition: OwnRuleDefinition<'unique'> = {
  kind: 'unique',
  fails() {
    const seen = new SeenHashes();
    return (values) => {
      const rows = rowsIn(values);
      const { low, high } = hashRows([values], rows);
      const type = columnTypeOf(values.type);
      const repeats = Uint8Array.from({ length: rows }, (_, row) =>
        type.isMissing(values, row) || seen.add(low[row]!, high[row]!) ? 0 : 1,
      );
      return (row) => repeats[row] === 1;
    };
  },
};
