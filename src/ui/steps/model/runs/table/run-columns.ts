// The columns that a table of runs can have: what stands in them, how it is written, and by which name a condition asks for it.
import type { FieldValue, RunFields } from '../../../../../contract/model/runs/run-fields';
import type { JudgementRow, RunRow } from '../../../../../contract/project/rows';
import { metricOf } from '../../../../../domain/current-model';
import type { ValueType } from '../../../../../domain/expressions/expression';
import { listedMetrics } from '../../../../../domain/metrics/registry';
import { tagsText } from '../../../../../domain/run-table/tags';
import { findTask } from '../../../../../domain/tasks/registry';
import type { RunValue } from '../../../../../domain/run-table/query';
import { familyName } from '../../../../../i18n/family-words';
import { formatBytes, formatDate, formatDuration, formatNumber, none } from '../../../../../i18n/format';
import { formatMetric, metricLabel } from '../../../../../i18n/metric-text';
import { m } from '../../../../../i18n/paraglide/messages.js';
import { modelWords, statusName } from '../../names';
import { fieldName } from '../../recipe/field-names';
import { modelBytes, validationMetric } from '../run-figures';
import { runBackend } from '../run-words';

/** A run with the judgement that counts for it. */
export interface TableRun {
  run: RunRow;
  judgement: JudgementRow | null;
}

export type ColumnGroup = 'run' | 'metrics' | 'recipe';

/** One column. */
export interface RunColumnKind {
  /** As a condition names it. */
  id: string;
  label: string;
  group: ColumnGroup;
  type: ValueType;
  /** px */
  width: number;
  value: (of: TableRun) => RunValue;
  /** How a value is written; the value itself where absent. */
  text?: (value: RunValue) => string;
  /** Larger values are better; null where neither is. */
  higher?: boolean | null;
}

const hash = (sha256: string) => sha256.slice(0, 6);
const number = (value: RunValue) => (value === null ? none : formatNumber(Number(value), { max: 6 }));
const kind = (
  id: string,
  label: string,
  [type, width]: [ValueType, number],
  value: RunColumnKind['value'],
  text?: RunColumnKind['text'],
): RunColumnKind => ({ id, label, group: 'run', type, width, value, ...(text ? { text } : {}) });

/** What is said of a run itself. */
function ownColumns(): RunColumnKind[] {
  const bytes = (value: RunValue) => formatBytes(value as number | null);
  const date = (value: RunValue) => formatDate(value as number | null);
  return [
    kind('model', m.runs_column_model(), ['text', 240], ({ run }) => modelWords(run.recipe)),
    kind('status', m.model_state(), ['text', 210], ({ run }) => statusName(run.status)),
    kind('family', m.model_family(), ['text', 160], ({ run }) => familyName(run.recipe.model.family)),
    kind(
      'tags',
      m.runs_column_tags(),
      ['text', 180],
      ({ run }) => tagsText(run.annotation?.tags ?? []) || null,
    ),
    kind('note', m.runs_column_note(), ['text', 220], ({ run }) => run.annotation?.note || null),
    kind('size', m.model_size(), ['number', 84], ({ run }) => modelBytes(run), bytes),
    kind(
      ...(['training_time', m.model_time_trained()] as const),
      ['number', 96],
      ({ run }) => run.secondsTrained || null,
      (value) => formatDuration(value === null ? null : Number(value) * 1000),
    ),
    kind('data', m.model_data(), ['text', 120], ({ run }) => hash(run.recipe.dataset.sha256)),
    kind('split', m.model_partition_hash(), ['text', 96], ({ run }) => hash(run.partitionSha256)),
    kind('backend', m.model_backend(), ['text', 150], ({ run }) => runBackend(run).value),
    kind('role', m.runs_column_role(), ['text', 100], ({ run }) =>
      run.role === 'baseline' ? m.model_role_baseline() : m.runs_role_model(),
    ),
    kind('target', m.data_target(), ['text', 130], ({ run }) => run.recipe.target),
    kind('task', m.data_task(), ['text', 130], ({ run }) => run.task),
    kind('started', m.model_started(), ['date', 160], ({ run }) => run.startedAt, date),
    kind('ended', m.runs_column_ended(), ['date', 160], ({ run }) => run.endedAt, date),
    kind('parameters', m.model_parameters(), ['number', 110], ({ run }) => run.parameters, number),
    kind('best_epoch', m.runs_column_best_epoch(), ['number', 96], ({ run }) => run.bestEpoch, number),
    kind('fold', m.quality_split_held(), ['number', 90], ({ run }) => run.fold?.held ?? null, number),
    kind('app_version', m.model_app_version(), ['text', 110], ({ run }) => run.appVersion),
  ];
}

/** Metrics of the kinds of task that the runs have, on each part of the rows. */
function metricColumns(rows: readonly TableRun[]): RunColumnKind[] {
  const kinds = new Set(rows.flatMap(({ run }) => findTask(run.task)?.judges ?? []));
  const metrics = [...kinds].flatMap((judges) => listedMetrics(judges));
  const parts = { validation: m.model_validation_short, test: m.model_test_short, train: m.runs_train_short };
  return metrics.flatMap(({ name, direction }) =>
    Object.entries(parts).map(([part, label]): RunColumnKind => ({
      ...{
        id: `${part}_${name}`,
        label: label({ metric: metricLabel(name) }),
        group: 'metrics',
        type: 'number',
      },
      width: 104,
      value: ({ run, judgement }) =>
        part === 'validation' && name === run.metric
          ? validationMetric(run, judgement)
          : judgement && metricOf(judgement[part as 'test'], name),
      text: (value) => formatMetric(name, value as number | null),
      higher: direction === 'higher',
    })),
  );
}

/** Fields of the recipes, and the search that made a run. */
function recipeColumns(fields: RunFields | null, families: readonly string[]): RunColumnKind[] {
  if (!fields) return [];
  const places = new Map(fields.runIds.map((id, at) => [id, at]));
  const studies = new Map(fields.studies.map((each) => [each.runId, each.number]));
  const columns = fields.columns.map(({ path, values, codes }): RunColumnKind => {
    const numeric = values.every((value) => value === null || typeof value === 'number');
    const label = path.startsWith('model.settings.') ? settingLabel(path, families) : fieldName(path, '');
    return {
      ...{ id: path, label, group: 'recipe', type: numeric ? 'number' : 'text', width: numeric ? 100 : 150 },
      value: ({ run }) => {
        const place = places.get(run.id);
        const value: FieldValue = place === undefined ? null : (values[codes[place]!] ?? null);
        return numeric || value === null ? value : String(value);
      },
      ...(numeric ? { text: number } : {}),
    };
  });
  return [
    kind(
      ...(['study', m.runs_column_study()] as const),
      ['number', 90],
      ({ run }) => studies.get(run.id) ?? null,
      (value) => (value === null ? none : formatNumber(Number(value))),
    ),
    ...columns,
  ];
}

/** The setting's name in whichever of the families has one. */
function settingLabel(path: string, families: readonly string[]): string {
  const bare = path.slice('model.settings.'.length);
  return families.map((family) => fieldName(path, family)).find((label) => label !== bare) ?? bare;
}

/** Every column, by its id, in the order in which they are offered. */
export function runColumns(rows: readonly TableRun[], fields: RunFields | null): Map<string, RunColumnKind> {
  const families = [...new Set(rows.map(({ run }) => run.recipe.model.family))];
  const own = [...ownColumns(), ...metricColumns(rows)];
  const ids = new Set(own.map(({ id }) => id));
  const labels = new Set<string>();
  const columns = new Map<string, RunColumnKind>();
  // What the run says of itself comes first; a second column of one name says which it is.
  for (const column of [...own, ...recipeColumns(fields, families).filter(({ id }) => !ids.has(id))]) {
    const label = labels.has(column.label) ? `${column.label} (${column.id})` : column.label;
    labels.add(label);
    columns.set(column.id, { ...column, label });
  }
  return columns;
}

/** Those that a table begins with: what the metric of the newest run and its companion came to, and what the run cost. */
export function firstColumns(metric: string, second: string | null): string[] {
  const metrics = [`validation_${metric}`, `test_${metric}`, ...(second ? [`test_${second}`] : [])];
  return ['model', ...metrics, 'size', 'training_time', 'data', 'status'];
}

/** Whether there may be such a column once recipes were read. */
export function needsFields(id: string, known: ReadonlyMap<string, RunColumnKind>): boolean {
  return !known.has(id) && !/^(validation|test|train)_/.test(id);
}

/** How a cell is written. */
export function cellText(column: RunColumnKind, of: TableRun): string {
  const value = column.value(of);
  return column.text ? column.text(value) : value === null ? none : String(value);
}
