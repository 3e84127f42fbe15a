// Which work of a project exists in this browser alone, and when to say so. A rule; what it looks like is the shell's.
import type { RunRow } from '../../contract/project/rows';
import type { ModelVersion } from '../../contract/release/version';

/** Work that no project file has yet. */
export interface WorkAtRisk {
  runs: number;
  versions: number;
  /** When the newest of it was made: a reminder that was sent away comes back for newer work only. */
  newestAt: number;
}

/** Where the browser promised to keep the data, it is not urgent. */
const patienceMs = 7 * 24 * 60 * 60 * 1000;

/** Ended runs and versions since the last project file, once they are worth a reminder. */
export function workAtRisk(
  project: {
    runs: readonly Pick<RunRow, 'endedAt' | 'artifact' | 'role'>[];
    versions: readonly Pick<ModelVersion, 'createdAt'>[];
    savedAt?: number | null;
  },
  { persisted, now }: { persisted: boolean; now: number },
): WorkAtRisk | null {
  const since = project.savedAt ?? 0;
  const runs = project.runs
    .filter(({ artifact, role }) => artifact !== null && role === 'model')
    .map(({ endedAt }) => endedAt ?? 0)
    .filter((at) => at > since);
  const versions = project.versions.map(({ createdAt }) => createdAt).filter((at) => at > since);
  const made = [...runs, ...versions];
  if (made.length === 0) return null;
  if (persisted && now - Math.min(...made) < patienceMs) return null;
  return { runs: runs.length, versions: versions.length, newestAt: Math.max(...made) };
}
