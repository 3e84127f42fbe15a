// The other side of worker-lane.ts: carries out the trials that it is asked for.
import { toFault } from '../../contract/transport/fault';
import type { Lane } from './lane';
import type { FromLane, ToLane } from './worker-lane';

/** Where the messages come from and go to: the worker's own scope. */
interface Scope {
  onmessage: ((event: MessageEvent<ToLane>) => void) | null;
  postMessage(message: FromLane): void;
}

/** Serves one study. */
export function serveLane(scope: Scope): void {
  const never = new AbortController().signal; // the thread is ended as a whole
  // Loaded when a search asks for it: whoever starts this code may want something else of it.
  let lane: Promise<Lane> | null = null;
  let answer: (goesOn: boolean) => void = () => undefined;
  const post = (message: FromLane) => scope.postMessage(message);
  const carryOut = async (recipe: Extract<ToLane, { kind: 'trial' }>['recipe']) => {
    try {
      const { run } = await lane!;
      const outcome = await run({
        recipe,
        control: { intent: 'go' },
        goesOn: (scores) =>
          new Promise<boolean>((resolve) => {
            answer = resolve;
            post({ kind: 'ask', scores });
          }),
        onFold: (done) => post({ kind: 'fold', done }),
      });
      if (outcome) post({ kind: 'done', outcome });
    } catch (thrown) {
      post({ kind: 'fault', fault: toFault(thrown) });
    }
  };
  scope.onmessage = ({ data }) => {
    if (data.kind === 'open')
      lane = import('./lane').then(({ threadLane }) => threadLane(data.subject, never));
    else if (data.kind === 'trial') void carryOut(data.recipe);
    else answer(data.goesOn);
  };
}
