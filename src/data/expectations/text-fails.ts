// Rules on texts: of a category each level is asked once, of a column of texts each cell.
import type { Column } from '../../contract/data/dataset';
import type { GroupFails } from './rule';

/** Rows whose text is not as it should be. */
export function textFails(column: Column, isRight: (text: string) => boolean): GroupFails {
  const levelFails = Uint8Array.from(column.categories, (level) => (isRight(level) ? 0 : 1));
  const decoder = new TextDecoder();
  return (given) => {
    if ('codes' in given) {
      const { codes } = given;
      return (row) => levelFails[codes[row]!] === 1;
    }
    if (!('offsets' in given)) return () => false;
    const { offsets, bytes, valid } = given;
    return (row) =>
      valid[row] === 1 && !isRight(decoder.decode(bytes.subarray(offsets[row], offsets[row + 1])));
  };
}
