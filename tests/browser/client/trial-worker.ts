// A worker for the tests of the client: served as the app's own are, with a method for each thing that can happen in one.
import { serveApi } from '../../../workers/serve-api';
import { HearthError } from '../../../src/contract/transport/fault';
import type { Method } from '../../../src/contract/transport/job';

/** What the worker can be asked to do. */
export interface TrialApi {
  /** Emits 1 to `count`, then answers with `count`. */
  count: Method<{ count: number }, number, number>;
  /** Tells that it began, then waits for the abort. */
  wait: Method<null, never, 'began'>;
  /** Fails as a use case does. */
  refuse: Method<null, never>;
  /** Fails as a bug does. */
  slip: Method<null, never>;
  /** Holds the thread for so long. */
  hold: Method<{ ms: number }, 'done', 'began'>;
  /** Answers with a function, which no thread can post. */
  answerFunction: Method<null, () => void>;
  /** Ends by an error that no call catches. */
  crash: Method<null, never>;
  /** The same number for each call of one worker's life. */
  life: Method<null, number>;
  echo: Method<unknown, unknown>;
}

const life = performance.timeOrigin;

const api: TrialApi = {
  count: ({ count }, job) => {
    for (let i = 1; i <= count; i += 1) job.emit(i);
    return Promise.resolve(count);
  },
  wait: (_, job) =>
    new Promise((_resolve, reject) => {
      job.signal.addEventListener('abort', () => reject(new HearthError('aborted', {}, {}, 'heard')));
      job.emit('began');
    }),
  refuse: () =>
    Promise.reject(
      new HearthError('row_ragged', { file: 'a.csv', row: 7 }, { expected: 3, found: 2 }, 'why'),
    ),
  slip: () => Promise.reject(new RangeError('an index was wrong')),
  hold: async ({ ms }, job) => {
    job.emit('began');
    await new Promise((resolve) => setTimeout(resolve)); // lets the event leave
    const until = performance.now() + ms;
    while (performance.now() < until);
    return 'done';
  },
  answerFunction: () => Promise.resolve(() => undefined),
  crash: () =>
    new Promise(() => {
      setTimeout(() => {
        throw new Error('thrown outside any call');
      });
    }),
  life: () => Promise.resolve(life),
  echo: (request) => Promise.resolve(request),
};

serveApi('trial', () => Promise.resolve(api));
