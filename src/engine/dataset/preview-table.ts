// A look at a file before anything of it is stored: its first rows, by the code that reads all of them.
import type { Cell, Column } from '../../contract/data/dataset';
import type { DataApi, FilePreview, ShownImages } from '../../contract/transport/data-api';
import { cellAt } from '../../data/columns/registry';
import { imageBytes } from '../../data/columns/image/image-bytes';
import type { RowBatch } from '../../data/columns/values';
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
  let images: ShownImages | null = null;
  for await (const batch of reading.groups()) {
    for (let row = 0; row < batch.rows && cells.length < shownRows; row++)
      cells.push(
        reading.columns.map((column, index) => {
          const values = batch.values[index];
          return values ? cellAt(column, values, row) : null;
        }),
      );
    images ??= imagesIn(reading.columns, batch);
    rows += batch.rows;
  }
  const { notices, noticeCount, dropped = null, collected = null } = await reading.finish();
  return {
    ...{ format, columns: reading.columns, cells, rows, notices, noticeCount, dropped },
    ...{ collected, images },
    // Progress counts both passes: the second one came to the end of the file only where there was nothing more.
    whole: done >= total,
    ...{ encoding: reading.encoding, certainty: reading.certainty ?? null, delimiter: reading.delimiter },
    ...{
      lines: reading.lines ?? null,
      ragged: reading.ragged ?? null,
      sheet: reading.sheet ?? null,
      entry: reading.entry ?? null,
    },
  };
}

const shownImages = 30;

/** The first images of a group. */
function imagesIn(columns: readonly Column[], { rows, values }: RowBatch): ShownImages | null {
  const at = columns.findIndex(({ type }) => type === 'image');
  const [column, found] = [columns[at], values[at]];
  if (!column?.shape || found?.type !== 'image') return null;
  const size = imageBytes(column);
  const count = Math.min(rows, shownImages);
  return {
    shape: column.shape,
    pixels: Array.from({ length: count }, (_, row) => found.pixels.slice(row * size, (row + 1) * size)),
  };
}
