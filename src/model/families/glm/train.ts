// One fit from rows to coefficients. It keeps no states: a fit that was cut off begins anew and comes to the same bits.
import type { JsonObject } from '../../../contract/model/json';
import { HearthError } from '../../../contract/transport/fault';
import type { FamilyJob, FamilyOutcome, FamilySignal } from '../numerics';
import { openDesign } from './design';
import { settingsOf } from './family';
import { linkOf } from './link';
import { Objective } from './objective';
import { solve, solverOf, type Solution } from './solve';

/** Work between two turns of the event loop, so that the worker answers messages meanwhile. */
const turnMs = 8;

/** Thrown inside the solver where the fit was asked to end. */
class Interrupted extends Error {}

/** Fits the model of a recipe; a pause leaves nothing behind, a stop the coefficients reached so far. */
export async function* train(job: FamilyJob): AsyncGenerator<FamilySignal, FamilyOutcome> {
  const { recipe, shape, source, control, now } = job;
  if (recipe.format !== 2) throw new HearthError('recipe_invalid', { field: 'format' });
  if (source.trainRows === 0) throw new HearthError('rows_too_few', {}, { rows: 0, needed: 1 });
  const { l2 } = settingsOf(recipe);
  const begun = now();
  let turnAt = begun;
  const pause = async () => {
    if (control.intent !== 'go') throw new Interrupted();
    if (now() - turnAt < turnMs) return;
    await job.yieldToEventLoop();
    turnAt = now();
  };
  const width = shape.inputShape.reduce((product, side) => product * side, 1);
  const link = linkOf(recipe.task, shape.classes);
  const outcome = (
    fit: Pick<Solution, 'parameters' | 'iterations' | 'converged'>,
    facts: JsonObject,
    bytes: number,
  ) => ({
    learnt: {
      kind: 'state' as const,
      bytes: new Uint8Array(fit.parameters.slice().buffer),
      facts: { outputs: link.outputs, iterations: fit.iterations, converged: fit.converged, ...facts },
    },
    record: {
      convergence: { iterations: fit.iterations, converged: fit.converged },
      secondsTrained: (now() - begun) / 1000,
      ...(bytes === 0 ? {} : { peakMemoryBytes: bytes }),
    },
  });
  // What a stop leaves: the coefficients of the last iteration, or of none.
  let reached = { parameters: new Float64Array((width + 1) * link.outputs), iterations: 0, converged: false };
  try {
    const objective = await Objective.open(
      await openDesign(source, width),
      link,
      { l2, weights: job.classWeights ?? null },
      pause,
    );
    const { most } = solverOf(objective);
    const solver = solve(objective);
    for (;;) {
      const next = await solver.next();
      if (next.done) {
        const { solver: name, loss, gradient } = next.value;
        if (!Number.isFinite(loss))
          throw new HearthError(
            'loss_not_finite',
            { field: 'model.settings.l2' },
            { step: next.value.iterations },
          );
        if (!next.value.converged)
          yield {
            kind: 'notice',
            notice: { code: 'not_converged', params: { iterations: next.value.iterations } },
          };
        return { reason: 'done', ...outcome(next.value, { solver: name, loss, gradient }, objective.bytes) };
      }
      const { iteration, loss, parameters } = next.value;
      reached = { parameters: objective.uncentred(parameters), iterations: iteration, converged: false };
      yield { kind: 'iteration', iteration, mostIterations: most, loss };
    }
  } catch (thrown) {
    if (!(thrown instanceof Interrupted)) throw thrown;
    const { learnt, record } = outcome(reached, {}, 0);
    if (control.intent === 'stop') return { reason: 'stopped', learnt, record };
    return { reason: 'paused', learnt, record: { secondsTrained: record.secondsTrained } };
  }
}
