// The columns of a file whose rows are scored, where steps changed their types.
import type { Column } from '../../contract/data/dataset';
import { writtenColumn } from '../../data/transforms/change-type/written-column';
import type { StepList } from '../../data/transforms/run-steps';

/** Those that a change of type read as they are written are read so again. */
export function scoredColumns(columns: readonly Column[], steps: StepList): Column[] {
  const written = new Set(
    steps.flatMap(({ step, params }) =>
      step === 'change-type' && params.learnt?.written ? [params.column] : [],
    ),
  );
  return columns.map((column) => (written.has(column.name) ? writtenColumn(column.name) : column));
}
