// Scores a file row by row, as a stream: its columns stay as they are written, prediction and probabilities follow them.
// Values come from the typed reading, which knows dates and decimal commas; the answer is always a CSV.
import { columnTypes } from '../../contract/data/column-types';
import type { Column } from '../../contract/data/dataset';
import type { InputRow } from '../../contract/transport/engine-api';
import { HearthError } from '../../contract/transport/fault';
import type { Job, Progress } from '../../contract/transport/job';
import type { ModelVersion } from '../../contract/release/version';
import { cellAt } from '../../data/columns/registry';
import type { RowBatch } from '../../data/columns/values';
import { uniqueNames } from '../../data/formats/names';
import { readFile } from '../../data/formats/registry';
import { writtenRow } from '../../data/formats/written';
import { csvLine } from '../../data/export/csv-line';
import { nextTask } from '../../model/backends/event-loop';
import { getVersion } from '../../storage/versions';
import { whileComputing } from '../device/family-lease';
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
  const { reading } = await readFile(file, { signal, onProgress, groupRows: batchRows, written: true });
  const names = reading.columns.map(({ name }) => name);
  refuseMissing(version, names, file);
  const answers = answerColumns(version);
  const parts: Blob[] = [new Blob([csvLine(uniqueNames([...names, ...answers]))])];
  for await (const group of reading.groups()) {
    signal.throwIfAborted();
    const written = Array.from({ length: group.rows }, (_, row) => writtenRow(reading.columns, group, row));
    const inputs = inputsOf(version, reading.columns, group, written);
    parts.push(new Blob([await scoreRows(version, written, inputs, group.firstRow, session)]));
    await nextTask();
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
  written: readonly (readonly string[])[],
  inputs: readonly InputRow[],
  firstRow: number,
  session: EngineSession,
): Promise<string> {
  const { features } = encodeInputRows(version.artifact.preprocessing, inputs, firstRow);
  const outputs = await whileComputing(version.recipe, null, session, (backend) =>
    outputsOf(version, { features, rows: inputs.length }, backend, session),
  );
  return answersOf(version, outputs)
    .map(({ value, probabilities }, row) => csvLine([...(written[row] ?? []), value, ...probabilities]))
    .join('');
}

/** Inputs of a group's rows: categories as they are written, everything else as the value that was read. */
function inputsOf(
  { signature }: ModelVersion,
  columns: readonly Column[],
  group: RowBatch,
  written: readonly (readonly string[])[],
): InputRow[] {
  const wanted = signature.inputs.map(({ name, type }) => {
    const index = columns.findIndex((column) => column.name === name);
    return {
      name,
      index,
      column: columns[index],
      values: group.values[index],
      isWritten: columnTypes[type].display === 'choice',
    };
  });
  return written.map((cells, row) =>
    Object.fromEntries(
      wanted.map(({ name, index, column, values, isWritten }) => {
        if (isWritten) return [name, cells[index]?.trim() ?? null];
        return [name, column && values ? cellAt(column, values, row) : null];
      }),
    ),
  );
}
