// The cells of a version's columns as its file has them: read again from the file, held against the values that were read of it before.
import type { OpenChoices } from '../../../contract/data/opening/open-choices';
import type { Column, DatasetVersion } from '../../../contract/data/dataset';
import { HearthError } from '../../../contract/transport/fault';
import { columnTypeOf } from '../../../data/columns/registry';
import { textsOf, textValues } from '../../../data/columns/layouts/texts';
import type { ColumnValues, ValuesOf } from '../../../data/columns/values';
import { readFile } from '../../../data/formats/registry';
import { writtenColumn } from '../../../data/transforms/change-type/written-column';
import type { ReadOptions } from '../../../data/rows/reading';
import { decodeRowGroup, encodeRowGroup } from '../../../data/rows/row-group';
import { getChunk, putChunk, withPin } from '../../../storage/chunks/chunks';
import { getDataset, keepFromFile } from '../../../storage/datasets';
import { readingOptions } from '../open-choices';
import { rowSource } from '../row-source';
import { isFromFile, openedTable, originalFile } from './original-file';

type Texts = ValuesOf<'text'>;

/** Whether what is written may be more than the values say: 007 and 7.0 are the number 7. */
export function isReadFromText(column: Column): boolean {
  return column.type === 'number' || column.type === 'datetime';
}

/** The cells of a group's columns that are kept. */
export async function keptCells(
  { written = [] }: DatasetVersion,
  group: number,
  column: string,
): Promise<Texts | null> {
  const chunk = written.find((each) => each.column === column)?.chunks[group];
  if (!chunk) return null;
  const { values } = decodeRowGroup(await getChunk(chunk), [writtenColumn(column)]);
  const texts = values.get(column);
  return texts?.type === 'text' ? texts : null;
}

/**
 * Keeps the cells of these columns, read from the file that is given or that was kept.
 * @returns whether they are kept now; false where there is no file to read.
 * @throws HearthError as reading the file; `file_unreadable` where it is not the one that the version was read from.
 */
export async function keepCells(
  datasetId: string,
  columns: readonly string[],
  given: File | null,
  signal: AbortSignal,
): Promise<boolean> {
  const dataset = await getDataset(datasetId);
  const wanted = columns.filter((name) => !dataset.written?.some(({ column }) => column === name));
  if (wanted.length === 0) return true;
  if (!isFromFile(dataset)) return false;
  const file = given ?? (await originalFile(dataset));
  if (!file) return false;
  if (file.size !== dataset.source.bytes) throw otherFile(file);
  await withPin(async (pin) => {
    const chunks = wanted.map((): Awaited<ReturnType<typeof putChunk>>[] => []);
    for await (const cells of cellsOf(file, dataset, wanted, signal))
      for (const [at, texts] of cells.entries())
        chunks[at]?.push(await putChunk(encodeRowGroup(texts.valid.length, [texts]), pin));
    const made = wanted.map((column, at) => ({ column, chunks: chunks[at] ?? [] }));
    const more = ({ written = [] }: DatasetVersion) => ({
      written: [...written.filter(({ column }) => !wanted.includes(column)), ...made],
    });
    await keepFromFile(datasetId, more, pin);
  });
  return true;
}

/** Keeps those of a column of a project's opened table, from a file that a person chose. */
export async function keepCellsOf(
  projectId: string,
  column: string,
  file: File,
  signal: AbortSignal,
): Promise<void> {
  const { opened } = await openedTable(projectId);
  if (!(await keepCells(opened.id, [column], file, signal)))
    throw new HearthError('not_found', { field: 'file' });
}

function otherFile({ name }: File): HearthError {
  return new HearthError('file_unreadable', { file: name }, {}, 'not the file that the table was read from');
}

/** The cells of columns, group by group as the version has them. */
async function* cellsOf(
  file: File,
  dataset: DatasetVersion,
  names: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<Texts[]> {
  const { choices = {} } = dataset.source;
  const types = { ...choices.types, ...Object.fromEntries(names.map((name) => [name, 'text' as const])) };
  const options = { signal, onProgress: () => undefined };
  const dropped = choices.cells === 'drop' ? await droppedOf(file, choices, options) : new Set<number>();
  const asTexts = readingOptions({ ...choices, types, cells: 'missing' });
  const { reading } = await readFile(file, { ...options, ...asTexts });
  const places = names.map((name) => reading.columns.findIndex((column) => column.name === name));
  const waiting = names.map((): (string | null)[] => []);
  let group = 0;
  const full = (): boolean => (waiting[0]?.length ?? 0) >= (dataset.groups[group]?.rows ?? Infinity);
  for await (const batch of reading.groups()) {
    const isKept = (_: unknown, row: number): boolean => !dropped.has(batch.firstRow + row);
    for (const [at, place] of places.entries()) {
      const values = batch.values[place];
      if (values?.type !== 'text') throw otherFile(file);
      for (const text of textsOf(values, batch.rows).filter(isKept)) waiting[at]?.push(text);
    }
    for (; full(); group++) {
      const rows = dataset.groups[group]?.rows ?? 0;
      const texts = waiting.map((cells) => textValues(cells.splice(0, rows)));
      if (!(await areCellsOf(dataset, group, names, texts))) throw otherFile(file);
      yield texts;
    }
  }
  if (group < dataset.groups.length || (waiting[0]?.length ?? 0) > 0) throw otherFile(file);
}

/** Which rows of the file were left out for a cell: as texts none of them would be. */
async function droppedOf(file: File, choices: OpenChoices, options: ReadOptions): Promise<Set<number>> {
  const rows = new Set<number>();
  const onDropped = (row: number): void => void rows.add(row);
  const { reading } = await readFile(file, { ...options, ...readingOptions(choices), onDropped });
  for await (const _ of reading.groups()) options.signal.throwIfAborted();
  return rows;
}

/** Whether cells are those that the values of a group were read from. */
async function areCellsOf(
  dataset: DatasetVersion,
  group: number,
  names: readonly string[],
  texts: readonly Texts[],
): Promise<boolean> {
  const stored = await rowSource(dataset).read(group, new Set(names));
  return names.every((name, at) => {
    const column = dataset.columns.find((each) => each.name === name);
    const [values, cells] = [stored.get(name), texts[at]];
    return (
      column !== undefined && values !== undefined && cells !== undefined && readsAs(column, values, cells)
    );
  });
}

function readsAs(column: Column, values: ColumnValues, cells: Texts): boolean {
  if (!('values' in values)) return true;
  const rows = textsOf(cells, cells.valid.length).map((cell) => [cell ?? '']);
  const builder = columnTypeOf(column.type).text?.known(column, {
    capacity: Math.max(1, rows.length),
    decimal: null,
  });
  builder?.add({ rows, from: 0, to: rows.length, column: 0, at: 0 }, () => undefined);
  const read = builder?.take(rows.length);
  if (!read || !('values' in read)) return false;
  // What did not fit when the file was opened may be read more kindly here.
  return values.values.every((value, row) => Number.isNaN(value) || value === read.values[row]);
}
