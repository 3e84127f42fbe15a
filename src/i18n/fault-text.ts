// Turns a fault into sentences: what happened, where, what to do. Parts that the fault does not carry are left out.
import type { Fault } from '../contract/transport/fault';
import { formatBytes, formatNumber } from './format';
import { m } from './paraglide/messages.js';
import { fileKindWords } from './files/file-kind-words';
import { faultWords } from './fault-words';
import { refusalWords } from './words/refusal-words';
import { ownValue } from '../contract/data/own-value';

export interface FaultText {
  what: string;
  /** File, row, column, field and the values that matter; null where the fault names none. */
  where: string | null;
  remedy: string;
}

const things: Record<string, () => string> = {
  project: m.fault_thing_project,
  run: m.fault_thing_run,
  version: m.fault_thing_version,
  dataset: m.fault_thing_dataset,
  judgement: m.fault_thing_judgement,
  task: m.fault_thing_task,
  review: m.fault_thing_review,
  partition: m.fault_thing_partition,
};

const params: Record<string, (inputs: { value: string; count: number }) => string> = {
  expected: m.fault_param_expected,
  found: m.fault_param_found,
  needed: m.fault_param_needed,
  rows: m.fault_param_rows,
  limit: m.fault_param_limit,
  value: m.fault_param_value,
  known: m.fault_param_known,
  backend: m.fault_param_backend,
  operation: m.fault_param_operation,
  family: m.fault_param_family,
  bytes: m.fault_param_bytes,
  cells: m.fault_param_cells,
  sheet: m.fault_param_sheet,
  sheets: m.fault_param_sheets,
  entry: m.fault_param_entry,
  reason: ({ value }) => value,
};

const shown = (name: string, value: string | number): string => {
  if (typeof value === 'string') return value;
  return name === 'bytes' ? formatBytes(value) : formatNumber(value);
};

/** A sentence that already says some of the parameters, where the fault carries them all. */
function exact({ code, params: given }: Fault): { text: string; said: string[] } | null {
  const has = (...names: string[]) => names.every((name) => given[name] !== undefined);
  const of = (name: string) => shown(name, given[name] ?? '');
  if (code === 'row_ragged' && has('expected', 'found'))
    return {
      text: m.fault_row_ragged_counts({
        count: Number(given['found']),
        expected: of('expected'),
        found: of('found'),
      }),
      said: ['expected', 'found'],
    };
  if (code === 'rows_too_few' && has('rows', 'needed'))
    return {
      text: m.fault_rows_too_few_counts({ rows: of('rows'), needed: of('needed') }),
      said: ['rows', 'needed'],
    };
  if (code === 'rows_too_many' && has('rows', 'most'))
    return {
      text: m.fault_rows_too_many_counts({ rows: of('rows'), most: of('most') }),
      said: ['rows', 'most'],
    };
  if (code === 'token_unknown' && has('id', 'largest')) {
    const id = formatNumber(Number(given['id']), { max: 6 });
    return { text: m.fault_token_unknown_id({ id, largest: of('largest') }), said: [] };
  }
  if (code === 'target_one_class' && has('value'))
    return { text: m.fault_target_one_class_value({ value: of('value') }), said: ['value'] };
  if (code === 'target_too_many_classes' && has('limit'))
    return { text: m.fault_target_too_many_classes_limit({ limit: of('limit') }), said: ['limit'] };
  if (code === 'project_file_tampered' && has('table', 'record'))
    return { text: m.fault_project_file_tampered_record(), said: [] };
  if (code === 'project_file_newer' && has('table', 'appVersion'))
    return { text: m.fault_project_file_newer_field({ appVersion: of('appVersion') }), said: [] };
  if (code === 'project_file_newer' && has('table', 'found', 'known')) {
    const [table, found, known] = [of('table'), of('found'), of('known')];
    const text =
      given['known'] === 0
        ? m.fault_project_file_newer_unknown_table({ table })
        : m.fault_project_file_newer_table({ table, found, known });
    return { text, said: ['found', 'known'] };
  }
  if (code === 'project_file_newer' && has('found', 'known'))
    return {
      text: m.fault_project_file_newer_formats({ found: of('found'), known: of('known') }),
      said: ['found', 'known'],
    };
  return null;
}

/** The fault in the current language. */
export function faultText(fault: Fault): FaultText {
  const { code, place } = fault;
  const words = code === 'file_kind_unknown' ? fileKindWords(fault.params['kind']) : faultWords[code];
  const refused = refusalWords(fault);
  const sentence = refused ? { text: refused.what, said: ['value'] } : exact(fault);
  const parts: string[] = [];
  if (place.file !== undefined) parts.push(m.fault_place_file({ file: place.file }));
  if (place.row !== undefined) parts.push(m.fault_place_row({ row: formatNumber(place.row) }));
  if (place.column !== undefined) parts.push(m.fault_place_column({ column: place.column }));
  if (place.field)
    parts.push(ownValue(things, place.field)?.() ?? m.fault_place_field({ field: place.field }));
  for (const [name, value] of Object.entries(fault.params)) {
    const say = ownValue(params, name);
    if (say && !sentence?.said.includes(name))
      parts.push(say({ value: shown(name, value), count: Number(value) }));
  }
  return {
    what: sentence?.text ?? words.what(),
    where: parts.length ? parts.join(' · ') : null,
    remedy: refused?.remedy ?? words.remedy(),
  };
}
