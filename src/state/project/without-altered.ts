// A view without what was edited past the app: an altered evaluation is as good as none, and an altered point of E's curve says so.
import type { AlteredRecord, ProjectView } from '../../contract/project/view';

/** The view as far as its records are as they were hashed. */
export function withoutAltered(view: ProjectView, altered: readonly AlteredRecord[]): ProjectView {
  const judgements = idsOf(altered, 'judgements');
  const snapshots = idsOf(altered, 'snapshots');
  return {
    ...view,
    judgements: view.judgements.filter(({ id }) => !judgements.has(id)),
    snapshots: view.snapshots.map((point) => (snapshots.has(point.id) ? { ...point, altered: true } : point)),
    snapshot: view.snapshot && snapshots.has(view.snapshot.id) ? null : view.snapshot,
  };
}

function idsOf(altered: readonly AlteredRecord[], table: AlteredRecord['table']): Set<string> {
  return new Set(altered.filter((each) => each.table === table).map(({ id }) => id));
}
