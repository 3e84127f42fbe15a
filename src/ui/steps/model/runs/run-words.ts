// What a run tells of itself, in the person's language: its notices, why its backend.
import type { CalibratorKind } from '../../../../contract/model/calibration/calibration';
import type { Run, RunNotice } from '../../../../contract/model/run';
import { nameOfBackend } from '../../../../i18n/backend-name';
import { calibratorName } from '../../../../i18n/words/calibrator-name';
import { formatNumber } from '../../../../i18n/format';
import { formatMetric } from '../../../../i18n/metric-text';
import { m } from '../../../../i18n/paraglide/messages.js';
import { recoveryText } from '../../../../i18n/recovery-text';

/** A notice as a sentence. */
export function noticeText({ code, params }: RunNotice): string {
  switch (code) {
    case 'overfits_after':
      return m.model_notice_overfits({ epoch: formatNumber(Number(params['epoch'])) });
    case 'loss_flat':
      return m.model_notice_loss_flat();
    case 'not_converged':
      return m.model_notice_not_converged({ iterations: formatNumber(Number(params['iterations'])) });
    case 'imported':
      return importedText(params);
    case 'contains_rows':
      return m.model_notice_contains_rows({ rows: formatNumber(Number(params['rows'])) });
    case 'backend_fallback':
      return m.model_notice_fallback({
        wanted: nameOfBackend(params['wanted']),
        backend: nameOfBackend(params['backend']),
      });
    case 'operation_missing':
      return m.model_notice_operation({
        backend: nameOfBackend(params['backend']),
        operations: String(params['operations'] ?? ''),
      });
    case 'calibrated':
      return m.model_notice_calibrated(calibrationFigures(params));
    case 'calibration_kept':
      return m.model_notice_calibration_kept(calibrationFigures(params));
    case 'calibration_few_rows':
      return m.model_notice_calibration_few({ rows: formatNumber(Number(params['rows'])) });
    case 'calibration_unfit':
      return m.model_notice_calibration_unfit();
    case 'weights_deleted':
      return m.storage_notice_weights_deleted();
    case 'checkpoint_damaged':
      return m.storage_notice_checkpoint_damaged();
    case 'checkpoints_all_damaged':
      return m.storage_notice_checkpoints_all_damaged();
    case 'recovered':
      return recoveryText({ params });
    case 'backend_changed':
      return m.recovery_backend_changed({
        from: nameOfBackend(params['from']),
        to: nameOfBackend(params['to']),
      });
    default:
      return m.model_notice_other({ code, detail: Object.values(params).join(', ') });
  }
}

function importedText(params: RunNotice['params']): string {
  const [rounds, all] = [Number(params['rounds']), Number(params['all'])];
  const inputs = {
    ...{ file: String(params['file']), version: String(params['version']), rounds: formatNumber(rounds) },
  };
  return rounds < all
    ? m.model_notice_imported_best({ ...inputs, all: formatNumber(all) })
    : m.model_notice_imported(inputs);
}

/** Whether a notice asks for attention; what was done with probabilities does not. */
export function isCaution({ code }: Pick<RunNotice, 'code'>): boolean {
  return !code.startsWith('calibrat');
}

function calibrationFigures(params: RunNotice['params']) {
  return {
    kind: calibratorName(params['kind'] as CalibratorKind),
    rows: formatNumber(Number(params['rows'])),
    before: formatMetric('logLoss', Number(params['before'])),
    after: formatMetric('logLoss', Number(params['after'])),
  };
}

/** Where the run was computed. */
export function runBackend({ backend, backendReason: reason }: Pick<Run, 'backend' | 'backendReason'>): {
  value: string;
  hint: string;
} {
  if (backend === null) return { value: m.model_backend_none(), hint: m.model_backend_none_hint() };
  return { value: nameOfBackend(backend), hint: backendReason(reason ?? '') };
}

/** Whether a run that is solved for reached its solution, and how soon; null where it has not ended or has epochs. */
export function convergenceWords({ convergence }: Pick<Run, 'convergence'>): string | null {
  if (!convergence) return null;
  const { iterations: count, converged } = convergence;
  const inputs = { count, shown: formatNumber(count) };
  return converged ? m.model_converged(inputs) : m.model_not_converged(inputs);
}

/** Why the run went on its backend. */
function backendReason(reason: string): string {
  if (reason === 'fastest_measured') return m.model_backend_fastest();
  if (reason === 'presumed_small_work') return m.model_backend_small_work();
  if (reason === 'presumed_software_gpu') return m.model_backend_software_gpu();
  if (reason === 'presumed_no_gpu') return m.model_backend_no_gpu();
  if (reason === 'presumed_gpu') return m.model_backend_gpu();
  if (reason === 'chosen_by_person') return m.model_backend_chosen();
  return m.model_backend_fallback();
}
