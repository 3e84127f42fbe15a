// What E is about, in a line: which version or run, on how many rows, when it was computed.
import type { ProjectView } from '../../../../contract/project/view';
import { currentModel } from '../../../../domain/current-model';
import { formatNumber, formatRelative } from '../../../../i18n/format';
import { m } from '../../../../i18n/paraglide/messages.js';

export function evaluatedText(view: ProjectView): string {
  const snapshot = view.snapshots.at(-1);
  const evaluated = currentModel(view);
  if (!snapshot || !evaluated?.judgement) return m.evaluate_subtitle_none();
  const { version } = evaluated;
  return m.evaluate_subtitle({
    what: version
      ? m.evaluate_version({ number: version.number })
      : m.evaluate_run({ number: evaluated.run.number }),
    count: evaluated.judgement.testRows,
    rows: formatNumber(evaluated.judgement.testRows),
    at: formatRelative(snapshot.takenAt),
  });
}
