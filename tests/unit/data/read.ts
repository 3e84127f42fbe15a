// Reads a text or bytes as a file, the way an import does, and shows it as plain cells.
import type { Cell, Column } from '../../../src/contract/data/dataset';
import type { OpenChoices } from '../../../src/contract/data/opening/open-choices';
import { HearthError, type Fault } from '../../../src/contract/transport/fault';
import { cellAt } from '../../../src/data/columns/registry';
import type { RowBatch } from '../../../src/data/columns/values';
import { readFile } from '../../../src/data/formats/registry';
import type { ReadingFacts, TableReading } from '../../../src/data/rows/reading';

export interface ReadResult extends ReadingFacts {
  reading: TableReading;
  columns: Column[];
  cells: Cell[][];
  groups: RowBatch[];
}

export function fileOf(content: string | Uint8Array<ArrayBuffer>, name = 'loans.csv'): File {
  return new File([content], name);
}

export async function readAll(
  content: string | Uint8Array<ArrayBuffer> | File,
  choices: OpenChoices = {},
): Promise<ReadResult> {
  const file = content instanceof File ? content : fileOf(content);
  const { reading } = await readFile(file, {
    signal: new AbortController().signal,
    onProgress: () => undefined,
    ...choices,
  });
  const cells: Cell[][] = [];
  const groups: RowBatch[] = [];
  for await (const group of reading.groups()) {
    const { rows, values } = group;
    groups.push(group);
    for (let row = 0; row < rows; row++)
      cells.push(reading.columns.map((column, index) => cellAt(column, values[index]!, row)));
  }
  return { reading, columns: reading.columns, cells, groups, ...(await reading.finish()) };
}

/** The fault that reading ends with; a reading that succeeds fails the test. */
export async function faultOf(work: Promise<unknown>): Promise<Fault> {
  try {
    await work;
  } catch (error) {
    if (error instanceof HearthError) return error.fault;
    throw error;
  }
  throw new Error('no fault came');
}

/** Bytes of Latin-1 text. */
export function latin1(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
