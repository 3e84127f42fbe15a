// A lane on a thread of its own, for as long as a search goes on. It reads the rows itself: nothing but recipes and outcomes go over.
import { fromFault, HearthError, type Fault } from '../../contract/transport/fault';
import type { Recipe } from '../../contract/model/recipe';
import type { Lane, LaneSubject, TrialRequest } from './lane';
import type { TrialOutcome } from './run-trial';

/** Starts a thread whose code is `serveLane`. */
export type StartLane = () => Worker;

export type ToLane =
  | { kind: 'open'; subject: LaneSubject }
  | { kind: 'trial'; recipe: Recipe }
  /** Whether the trial goes on after the fold that was told of. */
  | { kind: 'answer'; goesOn: boolean };

export type FromLane =
  | { kind: 'fold'; done: number }
  | { kind: 'ask'; scores: readonly number[] }
  | { kind: 'done'; outcome: TrialOutcome }
  | { kind: 'fault'; fault: Fault };

/** How often it is looked whether a trial was asked to end. */
const watchMs = 50;

/** Opens a lane. */
export function workerLane(start: StartLane, subject: LaneSubject): Lane {
  let worker: Worker | null = null;
  const send = (message: ToLane) => worker?.postMessage(message);
  const end = () => {
    worker?.terminate();
    worker = null;
  };
  return {
    run: ({ recipe, control, goesOn, onFold }: TrialRequest) =>
      new Promise((resolve, reject) => {
        if (worker === null) {
          worker = start();
          send({ kind: 'open', subject });
        }
        // What it holds goes with it: a trial that is given up leaves nothing.
        const watch = setInterval(() => {
          if (control.intent === 'go') return;
          finish(() => resolve(null));
          end();
        }, watchMs);
        const finish = (settle: () => void) => {
          clearInterval(watch);
          settle();
        };
        worker.onerror = ({ message }) => {
          finish(() => reject(new HearthError('internal', {}, {}, `a thread of the search: ${message}`)));
          end();
        };
        worker.onmessage = ({ data }: MessageEvent<FromLane>) => {
          if (data.kind === 'fold') onFold(data.done);
          else if (data.kind === 'ask')
            void Promise.resolve(goesOn(data.scores)).then((answer) =>
              send({ kind: 'answer', goesOn: answer }),
            );
          else if (data.kind === 'done') finish(() => resolve(data.outcome));
          else finish(() => reject(fromFault(data.fault)));
        };
        send({ kind: 'trial', recipe });
      }),
    end,
  };
}
