// Jobs of the queue in words: what each is, and where it stands.
import type { QueuedJob } from '../../contract/project/job-record';
import { familyName } from '../family-words';
import { formatNumber } from '../format';
import { m } from '../paraglide/messages.js';

/** What a job does, in a short line; its run's number once that has begun. */
export function jobName({ job: { request }, run }: Pick<QueuedJob, 'job' | 'run'>): string {
  const number = run && formatNumber(run.number);
  if (request.kind === 'run-all') return m.queue_kind_all();
  if (request.kind === 'find') return m.queue_kind_find();
  if (request.kind === 'resume')
    return number === null ? m.queue_kind_resume_unknown() : m.queue_kind_resume({ number });
  if (request.kind === 'judge')
    return number === null ? m.queue_kind_judge_unknown() : m.queue_kind_judge({ number });
  const model = familyName(request.recipe.model.family);
  return number === null ? m.queue_kind_train({ model }) : m.queue_kind_run({ number, model });
}

/** Where a job stands among `count` that run or wait, and after which it starts; null of one that has no place. */
export function placeText(
  { place }: { place: number | null },
  before: Pick<QueuedJob, 'job' | 'run'> | null,
  count: number,
): string | null {
  if (place === null) return null;
  const where = { place: formatNumber(place), count: formatNumber(count) };
  if (!before) return m.queue_first(where);
  return before.run
    ? m.queue_after_run({ ...where, number: formatNumber(before.run.number) })
    : m.queue_after({ ...where, job: jobName(before) });
}
