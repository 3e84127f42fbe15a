// Scores a CSV row by row, as a stream: its columns stay as they are written, prediction and probabilities follow them.
// The file is read twice side by side: as text for what is written out, and typed for dates and decimal commas.
import type { InputRow } from '../../contract/transport/engine-api';
import { HearthError } from '../../contract/transport/fault';
import type { Job, Progress } from '../../contract/transport/job';
import type { ModelVersion } from '../../contract/release/version';
import { cellAt, type RowBatch } from '../../data/columns/values';
import { uniqueNames } from '../../data/formats/names';
import { readTable } from '../../data/formats/delimited/read-table';
import { openTable, readRows } from '../../data/formats/delimited/rows';
import { csvLine } from '../../data/export/csv-line';
import type { TableReading } from '../../data/rows/reading';
import { nextTask } from '../../model/backends/event-loop';
import { getVersion } from '../../storage/versions';
import { encodeInputRows } from './predict';
import { answersOf, outputsOf } from './serve-model';
import type { EngineSession } from '../session';

const batchRows = 1024;

/** The scored file. Throws `column_unknown` naming the columns that the model needs and the file lacks. */
export async function scoreFile(
  versionId: string,
  file: File,
  job: Job<Progress>,
  session: EngineSession,
): Promise<Blob> {
  const version = await getVersion(versionId);
  const { signal } = job;
  // Finding the types is the first half of the work, scoring the second.
  const onProgress = (done: number, total: number): void =>
    job.emit({ kind: 'progress', stage: 'score', done, total, unit: 'bytes' });
  const reading = await readTable(file, { signal, onProgress });
  const table = await openTable(file, signal);
  const names = reading.columns.map(({ name }) => name);
  refuseMissing(version, names, file);
  const answers = answerColumns(version);
  const parts: Blob[] = [new Blob([csvLine(uniqueNames([...names, ...answers]))])];
  const typed = new TypedRows(reading);
  for await (const block of readRows(table, signal)) {
    for (let at = 0; at < block.rows.length; at += batchRows) {
      signal.throwIfAborted();
      const raw = block.rows.slice(at, at + batchRows);
      const inputs = await typed.next(raw, version);
      parts.push(new Blob([await scoreRows(version, raw, inputs, block.firstRow + at, session)]));
      await nextTask();
    }
  }
  return new Blob(parts, { type: 'text/csv' });
}

function refuseMissing({ signature }: ModelVersion, names: readonly string[], file: File): void {
  const missing = signature.inputs.map(({ name }) => name).filter((name) => !names.includes(name));
  const [first] = missing;
  if (first === undefined) return;
  throw new HearthError(
    'column_unknown',
    { file: file.name, column: first },
    { missing: missing.join(', '), count: missing.length },
  );
}

function answerColumns({ signature }: ModelVersion): string[] {
  return ['prediction', ...signature.output.classes.map((name) => `probability_${name}`)];
}

async function scoreRows(
  version: ModelVersion,
  raw: readonly string[][],
  inputs: readonly InputRow[],
  firstRow: number,
  session: EngineSession,
): Promise<string> {
  const { features } = encodeInputRows(version.artifact.preprocessing, inputs, firstRow);
  const outputs = await session.lease.share(null, (backend) =>
    outputsOf(version, features, inputs.length, backend, session),
  );
  return answersOf(version, outputs)
    .map(({ value, probabilities }, row) => csvLine([...(raw[row] ?? []), value, ...probabilities]))
    .join('');
}

/** The typed reading of the same file, handed out row by row beside the text. */
class TypedRows {
  readonly #columns: TableReading['columns'];
  readonly #groups: AsyncGenerator<RowBatch>;
  #group: RowBatch | null = null;
  #at = 0;

  constructor(reading: TableReading) {
    this.#columns = reading.columns;
    this.#groups = reading.groups();
  }

  /** Inputs of the next rows: numbers and dates as read, everything else as written. */
  async next(raw: readonly string[][], { signature }: ModelVersion): Promise<InputRow[]> {
    const wanted = signature.inputs.map(({ name, type }) => {
      const index = this.#columns.findIndex((column) => column.name === name);
      return { name, index, isWritten: type === 'category' };
    });
    const inputs: InputRow[] = [];
    for (const cells of raw) {
      if (!this.#group || this.#at >= this.#group.rows) await this.#nextGroup();
      inputs.push(
        Object.fromEntries(
          wanted.map(({ name, index, isWritten }) => [
            name,
            isWritten ? (cells[index]?.trim() ?? null) : this.#typedCell(index, cells[index]),
          ]),
        ),
      );
      this.#at++;
    }
    return inputs;
  }

  #typedCell(index: number, written: string | undefined): number | string | null {
    const column = this.#columns[index];
    const values = this.#group?.values[index];
    if (!column || !values) return null;
    const isTyped = column.type === 'number' || column.type === 'datetime';
    return isTyped ? cellAt(column, values, this.#at) : (written?.trim() ?? null);
  }

  async #nextGroup(): Promise<void> {
    const next = await this.#groups.next();
    if (next.done) throw new HearthError('file_unreadable', {}, {}, 'the file changed while it was read');
    this.#group = next.value;
    this.#at = 0;
  }
}
