// Errors that cross a thread: a code from a closed list, the place, and parameters for the message.
// Not for wording: the UI turns a code into a sentence (messages/<locale>/faults.json, key `fault_<code>`).

/** Every way in which a use case can refuse or fail. */
export const faultCodes = [
  'file_empty',
  'file_header_only',
  'file_binary',
  'file_encoding',
  'file_unreadable',
  'file_damaged',
  'file_kind_unknown',
  'file_encrypted',
  'file_excessive',
  'archive_excessive',
  'archive_duplicate',
  'archive_method',
  'archive_unsafe',
  'archive_encrypted',
  'archive_nested',
  'archive_nothing',
  'entry_unreadable',
  'join_excessive',
  'groups_excessive',
  'rows_excessive',
  'sheet_unknown',
  'entry_unknown',
  'sheet_empty',
  'image_unreadable',
  'image_empty',
  'row_ragged',
  'cell_unreadable',
  'row_too_long',
  'quote_unclosed',
  'column_all_missing',
  'column_unknown',
  'header_duplicate',
  'target_unset',
  'target_one_class',
  'target_constant',
  'target_negative',
  'target_too_many_classes',
  'target_missing_values',
  'features_none',
  'rows_too_few',
  'rows_too_many',
  'project_file_truncated',
  'project_file_tampered',
  'project_file_newer',
  'project_file_foreign',
  'project_file_large',
  'project_file_excessive',
  'storage_full',
  'storage_closed',
  'storage_newer',
  'storage_blocked',
  'storage_outdated',
  'storage_damaged',
  'record_damaged',
  'not_found',
  'recipe_invalid',
  'input_invalid',
  'shape_mismatch',
  'token_unknown',
  'backend_unavailable',
  'backend_disagrees',
  'operation_missing',
  'loss_not_finite',
  'gpu_lost',
  'out_of_memory',
  'approval_needed',
  'run_busy',
  'aborted',
  'worker_died',
  'worker_hung',
  'internal',
] as const;

export type FaultCode = (typeof faultCodes)[number];

/** Where the fault is, as a person would point at it. Rows count from 1, the header line excluded. */
export interface Place {
  file?: string;
  row?: number;
  column?: string;
  field?: string;
}

/** The plain form of a fault, as it is posted between threads. */
export interface Fault {
  code: FaultCode;
  place: Place;
  /** Values that the message names, such as `{ expected: 8, found: 7 }`. */
  params: Record<string, string | number>;
  /** Technical detail for the log; never shown alone. */
  detail?: string;
}

/** The only error class that use cases throw on purpose. */
export class HearthError extends Error {
  readonly fault: Fault;
  constructor(code: FaultCode, place: Place = {}, params: Fault['params'] = {}, detail?: string) {
    super(detail ? `${code}: ${detail}` : code);
    this.name = 'HearthError';
    this.fault = { code, place, params, ...(detail === undefined ? {} : { detail }) };
  }
}

/** JavaScript and WebAssembly have no error class for it: their words are all there is. */
function ranOutOfMemory(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  const fromEngine = thrown instanceof RangeError || thrown.name === 'RuntimeError';
  return fromEngine && /allocation failed|out of memory|\bOOM\b/i.test(thrown.message);
}

/** Turns anything thrown into a fault that can be posted. */
export function toFault(thrown: unknown): Fault {
  if (thrown instanceof HearthError) return thrown.fault;
  if (thrown instanceof DOMException && thrown.name === 'AbortError')
    return { code: 'aborted', place: {}, params: {} };
  const detail =
    thrown instanceof Error ? `${thrown.name}: ${thrown.message}\n${thrown.stack ?? ''}` : String(thrown);
  return { code: ranOutOfMemory(thrown) ? 'out_of_memory' : 'internal', place: {}, params: {}, detail };
}

/** The error class again, on the other side of a thread. */
export function fromFault(fault: Fault): HearthError {
  return new HearthError(fault.code, fault.place, fault.params, fault.detail);
}
