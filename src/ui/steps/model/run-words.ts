// What a run tells of itself, in the person's language: its notices, why its backend, its fault.
import { faultCodes, type Fault, type FaultCode } from '../../../contract/fault';
import type { Run, RunNotice } from '../../../contract/run';
import { formatNumber } from '../../../i18n/format';
import { m } from '../../../i18n/paraglide/messages.js';
import { backendName } from '../architecture/backend-name';

const isBackend = (name: string): name is keyof typeof backendName => name in backendName;
const nameOf = (value: unknown) => {
  const name = String(value ?? '');
  return isBackend(name) ? backendName[name] : name;
};

/** A notice as a sentence. */
export function noticeText({ code, params }: RunNotice): string {
  switch (code) {
    case 'overfits_after':
      return m.model_notice_overfits({ epoch: formatNumber(Number(params['epoch'])) });
    case 'loss_flat':
      return m.model_notice_loss_flat();
    case 'backend_fallback':
      return m.model_notice_fallback({
        wanted: nameOf(params['wanted']),
        backend: nameOf(params['backend']),
      });
    case 'operation_missing':
      return m.model_notice_operation({
        backend: nameOf(params['backend']),
        operations: String(params['operations'] ?? ''),
      });
    default:
      return m.model_notice_other({ code, detail: Object.values(params).join(', ') });
  }
}

/** Why the run went on its backend. */
export function backendReason(reason: string): string {
  if (reason === 'fastest_measured') return m.model_backend_fastest();
  if (reason === 'chosen_by_person') return m.model_backend_chosen();
  return m.model_backend_fallback();
}

const isCode = (code: string): code is FaultCode => (faultCodes as readonly string[]).includes(code);

/** A run's stored fault as one that can be put into words. */
export function runFault(run: Pick<Run, 'fault'>): Fault | null {
  if (!run.fault) return null;
  const { code, place, params, detail } = run.fault;
  const kept: Fault['place'] = {};
  if (typeof place['file'] === 'string') kept.file = place['file'];
  if (typeof place['row'] === 'number') kept.row = place['row'];
  if (typeof place['column'] === 'string') kept.column = place['column'];
  if (typeof place['field'] === 'string') kept.field = place['field'];
  return {
    code: isCode(code) ? code : 'internal',
    place: kept,
    params,
    ...(detail === undefined ? {} : { detail }),
  };
}
