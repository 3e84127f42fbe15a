// Scores a file row by row, as a stream: its lines stay as they are written, prediction and probabilities follow them.
// Cells are read as training read them; what does not fit is missing and reported, and refuses no file.
import type { Column } from '../../contract/data/dataset';
import type { ModelVersion } from '../../contract/release/version';
import type { ScoredFile, ScoringEvent, UnreadCell } from '../../contract/release/scoring';
import type { EngineApi } from '../../contract/transport/engine-api';
import { HearthError } from '../../contract/transport/fault';
import type { Job } from '../../contract/transport/job';
import { readTextFile } from '../../data/formats/registry';
import { encodeFeatures } from '../../data/preprocess/encode';
import { featureWidth } from '../../data/preprocess/width';
import { KnownRows } from '../../data/rows/known-rows';
import { isTaken } from '../../contract/data/table-lines';
import type { TextRows } from '../../data/rows/text-table';
import { nextTask } from '../../model/backends/event-loop';
import { getVersion } from '../../storage/versions';
import { whileComputing } from '../device/family-lease';
import { CellIssues } from './cell-issues';
import { evidentDecimal, inferReadings, lacksReading } from './infer-readings';
import { ScoredText } from './scored-text';
import { scoringPlan, type ScoringPlan } from './scoring-plan';
import { answersOf, outputsOf } from './serve-model';
import type { EngineSession } from '../session';

const batchRows = 1024;

/** The scored file. Throws `column_unknown` naming the columns that the model needs and the file lacks. */
export async function scoreFile(
  { versionId, file, guard }: Parameters<EngineApi['scoreFile']>[0],
  job: Job<ScoringEvent>,
  session: EngineSession,
): Promise<ScoredFile> {
  const version = await getVersion(versionId);
  const plan = await scoringPlan(version);
  const { signal } = job;
  const infers = plan.columns.some(lacksReading);
  const passes = infers ? 2 : 1;
  const options = (pass: number) => ({
    signal,
    ...(plan.ragged === undefined ? {} : { ragged: plan.ragged }),
    onProgress: (done: number, size: number): void =>
      job.emit({
        ...{ kind: 'progress', stage: 'score', unit: 'bytes' },
        done: size * pass + done,
        total: size * passes,
      }),
  });
  const columns = infers ? await inferReadings(file, plan.columns, options(0), plan.needed) : plan.columns;
  const table = await readTextFile(file, options(passes - 1), plan.needed);
  refuseMissing(plan, table.names, file);
  const decimal = await evidentDecimal(file, columns, options(0), plan.needed);
  const rows = new KnownRows(columns, table.names, { capacity: batchRows, decimal });
  const reader = new RowsReader(version, { ...plan, columns }, rows);
  const { scoredExpectations } = await import('./scored-expectations');
  const expected = await scoredExpectations(version, table.names, { capacity: batchRows, decimal });
  const text = new ScoredText(table, answerColumns(version), guard);
  for await (const block of table.rows())
    for (let from = 0; from < block.cells.length; from += batchRows) {
      signal.throwIfAborted();
      const part = partOf(block, from);
      const isFirst = text.rows === 0;
      const features = reader.encode(part);
      expected?.add(part);
      const outputs = await whileComputing(version.recipe, null, session, (backend) =>
        outputsOf(version, { features, rows: part.cells.length }, backend, session),
      );
      text.add(part, answersOf(version, outputs), reader.dropped);
      if (isFirst) job.emit({ kind: 'preview', preview: text.preview });
      await nextTask();
    }
  const { issues } = reader;
  const { guarded, preview, unread, unreadCount } = text;
  return {
    file: text.finish(),
    rows: text.rows,
    guarded,
    preview,
    unread,
    unreadCount,
    issues: issues.list(),
    issueCount: issues.count,
    ...(expected ? { expected: expected.finish() } : {}),
  };
}

function partOf({ firstRow, cells, lines, reasons }: TextRows, from: number): TextRows {
  const to = from + batchRows;
  return {
    firstRow: firstRow + from,
    cells: cells.slice(from, to),
    lines: lines?.slice(from, to) ?? null,
    reasons: reasons?.slice(from, to) ?? [],
  };
}

function refuseMissing({ needed }: ScoringPlan, names: readonly string[], file: File): void {
  const missing = needed.filter((name) => !names.includes(name));
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

/** Rows of the file as encoded samples, by the columns and steps of the model's data. */
class RowsReader {
  readonly issues = new CellIssues();
  /** Rows of the last part that have no answer for a cell. */
  readonly dropped = new Map<number, UnreadCell>();
  readonly #version: ModelVersion;
  readonly #plan: ScoringPlan;
  readonly #rows: KnownRows;
  readonly #reported: ReadonlySet<Column>;

  constructor(version: ModelVersion, plan: ScoringPlan, rows: KnownRows) {
    this.#version = version;
    this.#plan = plan;
    this.#rows = rows;
    const inputs = version.signature.inputs;
    // Where a step made a feature, whatever it may have read matters.
    const readsOthers = plan.needed.length < inputs.length;
    this.#reported = new Set(plan.columns.filter(({ name }) => readsOthers || plan.needed.includes(name)));
  }

  encode({ firstRow, cells, reasons }: TextRows): Float32Array {
    const { columns, steps } = this.#plan;
    const fitted = this.#version.artifact.preprocessing;
    this.dropped.clear();
    const batch = this.#rows.read(cells, firstRow, (column, row, remark, text) => {
      const isRow = isTaken(reasons?.[row] ?? null);
      if (!isRow || !this.#reported.has(column)) return;
      const drops = this.#plan.drops && remark !== 'unseen' && remark !== 'adapted';
      if (!drops) this.issues.add(column, { firstRow, row }, remark, text);
      else if (!this.dropped.has(row))
        this.dropped.set(row, { column: column.name, text: text.slice(0, 200) });
    });
    this.issues.settle(columns, batch);
    const { rows, values } = steps.apply(batch);
    const byName = new Map(
      steps.columns.flatMap(({ name }, index) => {
        const found = values[index];
        return found ? [[name, found] as const] : [];
      }),
    );
    const features = new Float32Array(rows * featureWidth(fitted));
    const all = Uint32Array.from({ length: rows }, (_, row) => row);
    encodeFeatures(fitted, { columns: steps.columns, values: byName, rows: all }, features, 0);
    return features;
  }
}
