// Curves of runs for a chart: read one record after another, smoothed and thinned here. The last ones are kept, so that another smoothing
// reads none again.
import {
  curveNames,
  type CurveName,
  type CurvesQuery,
  type DrawnCurve,
} from '../../contract/model/runs/run-curves';
import type { Run } from '../../contract/model/run';
import { decimate } from '../../domain/curves/decimate';
import { smooth } from '../../domain/curves/smooth';
import { findRun } from '../../storage/runs';

/** Numbers that are kept: 20 runs of 100,000 epochs with all their curves. */
const mostKept = 20_000_000;

type Columns = Record<CurveName | 'epoch' | 'step' | 'seconds', Float64Array>;

const kept = new Map<string, Columns>();

/** The curves that were asked for, in the order of the runs. */
export async function runCurves(
  { runIds, curve, axis, smoothing, points }: CurvesQuery,
  signal: AbortSignal,
): Promise<DrawnCurve[]> {
  const drawn: DrawnCurve[] = [];
  for (const runId of runIds) {
    signal.throwIfAborted();
    const columns = await columnsOf(runId);
    if (!columns) continue;
    const thin = decimate(columns[axis], smooth(columns[curve], smoothing), points);
    const y = Float64Array.from(thin.y, (value) => value ?? NaN);
    drawn.push({ runId, x: Float64Array.from(thin.x), y, points: columns[axis].length });
  }
  return drawn;
}

async function columnsOf(runId: string): Promise<Columns | null> {
  const held = kept.get(runId);
  if (held) {
    kept.delete(runId);
    kept.set(runId, held);
    return held;
  }
  const run = await findRun(runId);
  if (!run) return null;
  const columns = curveColumns(run);
  if (!['done', 'stopped', 'failed'].includes(run.status)) return columns; // it may go on
  kept.set(runId, columns);
  drop();
  return columns;
}

function drop(): void {
  let numbers = 0;
  for (const { epoch } of kept.values()) numbers += epoch.length * 8;
  for (const [id, { epoch }] of kept) {
    if (numbers <= mostKept || kept.size === 1) return;
    numbers -= epoch.length * 8;
    kept.delete(id);
  }
}

function curveColumns({ history }: Run): Columns {
  let seconds = 0;
  const columns = {
    epoch: Float64Array.from(history, ({ epoch }) => epoch),
    step: Float64Array.from(history, ({ step }) => step),
    seconds: Float64Array.from(history, (each) => (seconds += each.seconds)),
  };
  const curves = curveNames.map((name) => [name, Float64Array.from(history, (each) => each[name])] as const);
  return { ...columns, ...(Object.fromEntries(curves) as Record<CurveName, Float64Array>) };
}
