// What the data worker does with many runs at once. Records are read a few at a time, and what comes back is small.
import type { AnnotationEdit } from '../model/runs/annotation';
import type { ComparisonQuery, PairComparison } from '../model/runs/compared-runs';
import type { CurvesQuery, DrawnCurve } from '../model/runs/run-curves';
import type { DecidedRun, RunFields } from '../model/runs/run-fields';
import type { Method, Progress } from './job';

export interface RunsApi {
  /** Tags, notes and pins of a project's runs; gives how many were changed. `input_invalid` where a tag or a note is none. */
  annotateRuns: Method<
    { projectId: string; runIds: readonly string[]; edit: AnnotationEdit },
    { changed: number }
  >;
  /** The fields of all recipes, as columns. */
  runFields: Method<{ projectId: string }, RunFields, Progress>;
  /** Recipes of single runs, in the order of the ids; of those that are gone none. */
  runRecipes: Method<{ runIds: readonly string[] }, DecidedRun[]>;
  /** Curves of runs, ready to be drawn; those whose run is gone are left out. */
  runCurves: Method<CurvesQuery, DrawnCurve[]>;
  /** Runs against one of them, on the test rows that they share. */
  compareRuns: Method<ComparisonQuery, PairComparison[], Progress>;
}
