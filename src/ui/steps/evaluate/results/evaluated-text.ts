// What E is about, in a line: which version or run, on how many rows, when it was computed.
import type { ProjectView } from '../../../../contract/project/view';
import { formatNumber, formatRelative } from '../../../../i18n/format';
import { m } from '../../../../i18n/paraglide/messages.js';
import { evaluatedRun } from './judged';

export function evaluatedText(view: ProjectView): string {
  const snapshot = view.snapshots.at(-1);
  const evaluated = evaluatedRun(view);
  if (!snapshot || !evaluated) return m.evaluate_subtitle_none();
  const version = view.versions.find(({ runId }) => runId === evaluated.run.id);
  return m.evaluate_subtitle({
    what: version
      ? m.evaluate_version({ number: version.number })
      : m.evaluate_run({ number: evaluated.run.number }),
    rows: formatNumber(evaluated.judgement.testRows),
    at: formatRelative(snapshot.takenAt),
  });
}
