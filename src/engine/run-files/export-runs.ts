// Runs of a project as one ZIP in a format that other tools read.
import type { ExportedRuns, RunFormatId } from '../../contract/release/run-formats';
import type { Run } from '../../contract/model/run';
import { HearthError, toFault, type FaultCode } from '../../contract/transport/fault';
import type { Job, Progress } from '../../contract/transport/job';
import type { NamedFile } from '../../model/families/numerics';
import { whileReading } from '../../storage/chunks/reading';
import { judgementOf } from '../../storage/judgements';
import { getProjectRecord } from '../../storage/projects';
import { getRun, runIdsOf } from '../../storage/runs';
import { exportFiles } from '../release/export-files';
import type { EngineSession } from '../session';
import { runFileFormats } from './registry';
import type { RunRecords } from './run-format';
import { writeRuns } from './write-runs';

/** Runs by id, or all of the project, oldest first; and the format. */
export interface RunsRequest {
  projectId: string;
  runIds: readonly string[] | null;
  format: RunFormatId;
}

/** What only says that one model cannot be given away; anything else ends the export. */
const ofOneModel: readonly FaultCode[] = ['storage_damaged', 'not_found', 'internal'];

/**
 * The ZIP, and the runs whose model is not in it: damaged, or not the same after it was loaded again. `not_found` where a run is not of
 * the project. A run that is deleted meanwhile is left out.
 */
export function exportRuns(
  { projectId, runIds, format }: RunsRequest,
  job: Job<Progress>,
  session: EngineSession,
): Promise<ExportedRuns> {
  return whileReading(async () => {
    const project = await getProjectRecord(projectId);
    const known = await runIdsOf(projectId);
    const own = new Set(known);
    const stranger = runIds?.find((id) => !own.has(id));
    if (stranger !== undefined) throw new HearthError('not_found', { field: 'run' }, { id: stranger });
    const asked = runIds && new Set(runIds);
    const ids = asked ? known.filter((id) => asked.has(id)) : known;
    const { takesModels } = runFileFormats[format];
    const withoutModel: ExportedRuns['withoutModel'] = [];
    async function* records(): AsyncGenerator<RunRecords> {
      for (const [at, id] of ids.entries()) {
        job.signal.throwIfAborted();
        const run = await foundRun(id);
        if (run) {
          const { model, code } = await modelOf(run, takesModels, session);
          if (code) withoutModel.push({ number: run.number, code });
          yield { run, judgement: await judgementOf(id), model };
        }
        job.emit({ kind: 'progress', stage: 'pack', done: at + 1, total: ids.length, unit: 'items' });
      }
    }
    return { ...(await writeRuns(project, records(), format)), withoutModel };
  });
}

async function foundRun(id: string): Promise<Run | null> {
  try {
    return await getRun(id);
  } catch (thrown) {
    if (toFault(thrown).code === 'not_found') return null;
    throw thrown;
  }
}

/** The files of the run's model, as they leave with a version; none where it has no weights, or where they are damaged. */
async function modelOf(
  { recipe, artifact }: Run,
  wanted: boolean,
  session: EngineSession,
): Promise<{ model: NamedFile[]; code?: FaultCode }> {
  if (!artifact || !wanted) return { model: [] };
  try {
    return { model: (await exportFiles({ recipe, artifact, about: {} }, session)).files };
  } catch (thrown) {
    const { code } = toFault(thrown);
    if (ofOneModel.includes(code)) return { model: [], code };
    throw thrown;
  }
}
