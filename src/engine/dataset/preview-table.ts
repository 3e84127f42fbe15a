// A look at a file before anything of it is stored: its first rows, by the code that reads all of them.
import type { Cell } from '../../contract/data/dataset';
import type { DataApi, FilePreview } from '../../contract/transport/data-api';
import { cellAt } from '../../data/columns/registry';
import { readFile } from '../../data/formats/registry';
import { checkChoices, readingOptions } from './open-choices';

/** Rows that types are guessed from here: all of them decide when the file is opened. */
const sampleRows = 2000;
const shownRows = 50;

/** @throws HearthError as `importTable` does for what these rows show. */
export async function previewTable(
  { file, choices = {} }: Parameters<DataApi['previewTable']>[0],
  signal: AbortSignal,
): Promise<FilePreview> {
  let [done, total] = [0, 1];
  const onProgress = (now: number, of: number): void => void ([done, total] = [now, of]);
  const options = { signal, onProgress, sampleRows, ...readingOptions(checkChoices(choices)) };
  const { format, reading } = await readFile(file, options);
  const cells: Cell[][] = [];
  let rows = 0;
  for await (const batch of reading.groups()) {
    for (let row = 0; row < batch.rows && cells.length < shownRows; row++)
      cells.push(
        reading.columns.map((column, index) => {
          const values = batch.values[index];
          return values ? cellAt(column, values, row) : null;
        }),
      );
    rows += batch.rows;
  }
  const { notices, noticeCount } = await reading.finish();
  return {
    ...{ format, columns: reading.columns, cells, rows, notices, noticeCount },
    // Progress counts both passes: the second one came to the end of the file only where there was nothing more.
    whole: done >= total,
    ...{ encoding: reading.encoding, certainty: reading.certainty ?? null, delimiter: reading.delimiter },
    ...{ lines: reading.lines ?? null, sheet: reading.sheet ?? null },
  };
}
