// One line of a LIBSVM file: `LABEL [qid:QUERY] INDEX:VALUE … # comment`; the indices ascend, and what is not named is 0.
// Source: LIBSVM's README, https://www.csie.ntu.edu.tw/~cjlin/libsvm/, and SVMlight's query identifiers.

/** A line in parts. */
export interface LibsvmRow {
  /** Several labels are parted by commas. */
  label: string;
  query: string | null;
  indices: number[];
  values: number[];
}

/** Null for a line without anything; @throws Error with what is wrong. */
export function readLibsvmRow(text: string): LibsvmRow | null {
  const [label, ...pairs] = text.replace(/#.*$/, '').split(/\s+/).filter(Boolean);
  if (label === undefined) return null;
  if (label.includes(':')) throw new Error('the label is missing');
  const row: LibsvmRow = { label, query: null, indices: [], values: [] };
  for (const pair of pairs) {
    const [place = '', text] = pair.split(':');
    if (place === 'qid') row.query = text ?? '';
    else {
      const index = Number(place);
      const value = Number(text);
      if (!/^\d+$/.test(place) || text === undefined || text === '' || Number.isNaN(value))
        throw new Error(`${pair.slice(0, 40)} is no index and value`);
      if (index <= (row.indices.at(-1) ?? -1)) throw new Error(`index ${place} does not ascend`);
      row.indices.push(index);
      row.values.push(value);
    }
  }
  return row;
}
