// Calls the data API in process, on a database of its own.
import type { DataApi } from '../../../src/contract/transport/data-api';
import type { Fault } from '../../../src/contract/transport/fault';
import { HearthError } from '../../../src/contract/transport/fault';
import type { Progress } from '../../../src/contract/transport/job';
import { createDataApi } from '../../../src/engine/data-api';
import { freshDatabase } from '../storage/fresh';

type Request<Name extends keyof DataApi> = Parameters<DataApi[Name]>[0];

/** A fresh store with the API over it; `events` are the progress of the last call. */
export function freshApi() {
  const database = freshDatabase();
  const api = createDataApi();
  const events: Progress[] = [];
  const call = <Name extends keyof DataApi>(
    name: Name,
    request: Request<Name>,
    signal = new AbortController().signal,
  ): ReturnType<DataApi[Name]> => {
    events.length = 0;
    const job = { signal, emit: (event: Progress) => void events.push(event) };
    return Reflect.apply(api[name], undefined, [request, job]) as ReturnType<DataApi[Name]>;
  };
  return { api, call, events, database };
}

/** The fault that a call ends with. */
export async function faultOf(work: Promise<unknown>): Promise<Fault> {
  const thrown: unknown = await work.then(
    () => new Error('no fault'),
    (error: unknown) => error,
  );
  if (thrown instanceof HearthError) return thrown.fault;
  throw thrown;
}

/** A small table: numbers, categories, a gap, and two classes. */
export function loansCsv(rows = 200): File {
  const lines = ['customer_id,income,age,housing,default'];
  for (let row = 0; row < rows; row++) {
    const income = ((row * 37) % 101) + row / 1000;
    const age = row % 17 === 0 ? '' : 20 + ((row * 13) % 50);
    const housing = ['own', 'rent', 'free'][row % 3];
    lines.push(
      `C${1000 + row},${income.toFixed(3)},${age},${housing},${income > 60 !== (row % 5 === 0) ? 'yes' : 'no'}`,
    );
  }
  return new File([`${lines.join('\n')}\n`], 'loans.csv', { type: 'text/csv' });
}
