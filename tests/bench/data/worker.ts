// Reads a file from its first to its last row, nothing stored: with papaparse, which only parses, or with the app's reader, which types too.
import { expose } from 'comlink';
import Papa from 'papaparse';
import { readFile } from '../../../src/data/formats/registry';

export type ReaderName = 'papaparse' | 'typed';

function withPapaparse(file: File): Promise<number> {
  return new Promise((resolve, reject) => {
    let rows = 0;
    Papa.parse<string[]>(file, {
      chunk: ({ data }) => {
        rows += data.length;
      },
      complete: () => resolve(rows - 1),
      error: reject,
      skipEmptyLines: true,
    });
  });
}

/** Parsing and typing alone: nobody looks at the rows. */
const nobody = {
  add: () => undefined,
  finish: () => Promise.resolve({ rows: 0, profiles: [], duplicateRows: 0 }),
};

async function typed(file: File): Promise<number> {
  const { signal } = new AbortController();
  const { reading } = await readFile(file, {
    signal,
    onProgress: () => undefined,
    onePass: true,
    inspect: () => nobody,
  });
  let rows = 0;
  for await (const batch of reading.groups()) rows += batch.rows;
  return rows;
}

const readers: Record<ReaderName, (file: File) => Promise<number>> = { papaparse: withPapaparse, typed };

const reader = {
  /** Loads what a reader loads when it is first used. */
  async warm(): Promise<void> {
    await typed(new File(['a,b\n1,2\n3,4\n'], 'small.csv'));
  },
  async read(name: ReaderName, file: File): Promise<{ ms: number; rows: number }> {
    const startedAt = performance.now();
    const rows = await readers[name](file);
    return { ms: performance.now() - startedAt, rows };
  },
};

export type Reader = typeof reader;

expose(reader);
