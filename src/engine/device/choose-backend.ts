// Which backend trains: decided by what was measured on this device, never by a backend's name.
import type { BackendFacts, DeviceReport } from '../../contract/model/device';
import { HearthError } from '../../contract/transport/fault';
import type { BackendName } from '../../contract/model/run';
import { trainingRate, type Work } from '../../domain/training-rate';

/** A backend and why: as measured, as presumed before anything was (presume-backend.ts), or `fallback_<what was wrong with the wish>`. */
export interface BackendChoice {
  backend: BackendName;
  reason:
    | 'fastest_measured'
    | 'presumed_small_work'
    | 'presumed_software_gpu'
    | 'presumed_no_gpu'
    | 'presumed_gpu'
    | 'chosen_by_person'
    | 'fallback_unavailable'
    | 'fallback_disagrees'
    | 'fallback_unmeasured';
}

function isUsable(facts: BackendFacts, { net }: Work): boolean {
  return facts.available && (net === 'convolution' ? facts.convolutionReady : facts.denseReady);
}

/**
 * A person's wish where it works, else the fastest that agreed with the CPU, on the path that this work takes there. Backends in `excluded` are left out: they
 * lack an operation or were lost. Throws `backend_unavailable` where none is left.
 */
export function chooseBackend(
  report: Pick<DeviceReport, 'backends'>,
  work: Work,
  wanted: BackendName | null,
  excluded: readonly BackendName[] = [],
): BackendChoice {
  const candidates = report.backends.filter(({ name }) => !excluded.includes(name));
  const wish = candidates.find(({ name }) => name === wanted);
  if (wish && isUsable(wish, work)) return { backend: wish.name, reason: 'chosen_by_person' };

  const usable = candidates.filter((facts) => isUsable(facts, work));
  const [best] = usable.toSorted((a, b) => (trainingRate(b, work) ?? -1) - (trainingRate(a, work) ?? -1));
  if (!best) throw new HearthError('backend_unavailable', {}, { backend: wanted ?? 'any' });
  if (wanted !== null)
    return { backend: best.name, reason: wish?.available ? 'fallback_disagrees' : 'fallback_unavailable' };
  const measured = trainingRate(best, work) !== null;
  return { backend: best.name, reason: measured ? 'fastest_measured' : 'fallback_unmeasured' };
}
