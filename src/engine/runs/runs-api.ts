// What is done with many runs at once, as the data worker answers it.
import * as v from 'valibot';
import { annotationEdit, type AnnotationEdit } from '../../contract/model/runs/annotation';
import { HearthError } from '../../contract/transport/fault';
import type { RunsApi } from '../../contract/transport/runs-api';
import { annotateRuns } from '../../storage/run-annotations';
import { recipesOf } from '../../storage/runs';

/** The methods; what computes is fetched when it is first asked for. */
export const runsApi: RunsApi = {
  annotateRuns: async ({ projectId, runIds, edit }, { signal }) => ({
    changed: await annotateRuns(projectId, runIds, checked(edit), signal),
  }),
  runFields: async ({ projectId }, job) => (await import('./run-fields')).runFields(projectId, job),
  runRecipes: ({ runIds }) => recipesOf(runIds),
  runCurves: async (query, { signal }) => (await import('./run-curves')).runCurves(query, signal),
  compareRuns: async (query, job) => (await import('./compare-runs')).compareRuns(query, job),
};

function checked(edit: AnnotationEdit): AnnotationEdit {
  const { success, issues, output } = v.safeParse(annotationEdit, edit);
  if (success) return output;
  const [issue] = issues;
  throw new HearthError(
    'input_invalid',
    { field: v.getDotPath(issue) ?? '' },
    { expected: issue.expected ?? '', received: issue.received },
  );
}
