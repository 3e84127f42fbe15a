// Calls a method of an API as a worker would: with a signal, and hearing its events.
import type { Job, Method } from '../../../src/contract/transport/job';

/** Calls it; `onEvent` may abort. */
export function call<Request, Response, Event>(
  method: Method<Request, Response, Event>,
  request: Request,
  onEvent: (event: Event, abort: () => void) => void = () => undefined,
): Promise<Response> {
  const controller = new AbortController();
  const job: Job<Event> = {
    signal: controller.signal,
    emit: (event) => onEvent(event, () => controller.abort()),
  };
  return method(request, job);
}
