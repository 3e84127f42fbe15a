// The rows that steps begin with. Changes of type that stand first read the cells of a column as the file has them, where these are kept;
// those behind other steps read what these leave.
import type { Column, DatasetVersion } from '../../../contract/data/dataset';
import type { StepOf, TransformId } from '../../../contract/data/transform';
import { valuesOf, type GroupSource } from '../../../data/rows/group-source';
import { sourceRows, type Rows, type RowsOptions } from '../../../data/table/rows';
import { writtenColumn } from '../../../data/transforms/change-type/written-column';
import type { StepList } from '../../../data/transforms/run-steps';
import { getDataset } from '../../../storage/datasets';
import { rowSource } from '../row-source';
import { isReadFromText, keepCells, keptCells } from './written-cells';

type Step = StepOf<TransformId>;

/** The columns whose cells are read again by the changes of type that stand first, each with the first of them. */
function readAgain({ columns }: Pick<DatasetVersion, 'columns'>, steps: StepList): Map<string, Column> {
  const found = new Map<string, Column>();
  for (const { step, params } of steps) {
    if (step !== 'change-type') break;
    const column = columns.find(({ name }) => name === params.column);
    if (column && column.shape === null && !found.has(column.name)) found.set(column.name, column);
  }
  return found;
}

/** The opened table with the cells that these steps read, where there is a file to read them from. */
export async function withCells(
  opened: DatasetVersion,
  steps: StepList,
  file: File | null,
  signal: AbortSignal,
): Promise<DatasetVersion> {
  const names = [...readAgain(opened, steps).values()].filter(isReadFromText).map(({ name }) => name);
  if (names.length === 0 || !(await keepCells(opened.id, names, file, signal))) return opened;
  return getDataset(opened.id);
}

/** Whether a change of type in this place of a list reads cells or values; null where they say the same, or it is another step. */
export function cellsOf(opened: DatasetVersion, steps: StepList, at: number): 'written' | 'values' | null {
  const step = steps[at];
  if (step?.step !== 'change-type') return null;
  const column = readAgain(opened, steps.slice(0, at + 1)).get(step.params.column);
  if (!column || !isReadFromText(column) || steps.indexOf(step) !== firstOn(steps, column.name)) return null;
  return areKept(opened, column.name) ? 'written' : 'values';
}

function firstOn(steps: StepList, name: string): number {
  return steps.findIndex(({ step, params }) => step === 'change-type' && params.column === name);
}

function areKept({ written = [] }: DatasetVersion, name: string): boolean {
  return written.some(({ column }) => column === name);
}

/** Rows and steps as they are run: a step that reads cells as they are written says so. */
export function openedRows(
  opened: DatasetVersion,
  steps: StepList,
  options: RowsOptions & { firstGroup?: boolean } = {},
): { rows: Rows; steps: Step[] } {
  const again = readAgain(opened, steps);
  const kept = [...again.values()].filter((column) => isReadFromText(column) && areKept(opened, column.name));
  const cells = new Set(kept.map(({ name }) => name));
  const columns = opened.columns.map((column) =>
    cells.has(column.name) ? writtenColumn(column.name) : column,
  );
  const source = writtenSource(opened, cells);
  const groups = options.firstGroup ? source.groups.slice(0, 1) : source.groups;
  const marked = steps.map((step, at): Step => {
    if (step.step !== 'change-type' || at !== firstOn(steps, step.params.column)) return step;
    const column = again.get(step.params.column);
    if (!column || (isReadFromText(column) && !cells.has(column.name))) return step;
    return { ...step, params: { ...step.params, learnt: { ...step.params.learnt, written: true } } };
  });
  return { rows: sourceRows({ ...source, groups }, columns, options), steps: marked };
}

function writtenSource(opened: DatasetVersion, cells: ReadonlySet<string>): GroupSource {
  const source = rowSource(opened);
  return {
    groups: source.groups,
    async read(index, wanted) {
      const stored = new Set([...wanted].filter((name) => !cells.has(name)));
      const values = await source.read(index, stored);
      for (const name of wanted) {
        if (!cells.has(name)) continue;
        const kept = await keptCells(opened, index, name);
        values.set(name, kept ?? valuesOf(values, name));
      }
      return values;
    },
  };
}
