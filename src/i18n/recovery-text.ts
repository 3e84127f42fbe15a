// What is said when a training went on by itself: what failed, from where and on what it went on, what that changes.
import type { RecoveryCause, RunNotice } from '../contract/model/run';
import { nameOfBackend } from './backend-name';
import { formatNumber } from './format';
import { m } from './paraglide/messages.js';
import { getLocale } from './paraglide/runtime';

const failed: Record<RecoveryCause, (inputs: { step: string }) => string> = {
  gpu_lost: m.recovery_gpu_lost,
  out_of_memory: m.recovery_out_of_memory,
  worker_hung: m.recovery_worker_hung,
  worker_died: m.recovery_worker_died,
};

/** What failed, in one sentence. */
export function failureText(cause: RecoveryCause, step: number): string {
  return failed[cause]({ step: formatNumber(step) });
}

/** The notice of a recovery in full. */
export function recoveryText({ params }: Pick<RunNotice, 'params'>): string {
  const { cause, step, from, before, backend, batch, rows, exact } = params;
  const on = { from: formatNumber(Number(from)), backend: nameOfBackend(backend) };
  const sentences = [isCause(cause) ? failureText(cause, Number(step)) : ''];
  if (Number(from) === 0) sentences.push(m.recovery_from_start(on));
  else if (before === backend) sentences.push(m.recovery_same_backend(on));
  else sentences.push(m.recovery_other_backend({ ...on, before: nameOfBackend(before) }));
  if (rows !== undefined) {
    const sizes = {
      count: Number(rows),
      batch: formatNumber(Number(batch)),
      rows: formatNumber(Number(rows)),
    };
    sentences.push(exact === 1 ? m.recovery_parts(sizes) : m.recovery_parts_inexact(sizes));
  }
  return sentences.filter(Boolean).join(getLocale() === 'zh-CN' ? '' : ' ');
}

function isCause(cause: unknown): cause is RecoveryCause {
  return typeof cause === 'string' && Object.hasOwn(failed, cause);
}
