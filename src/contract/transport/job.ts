// How a use case hears of an abort and tells of its progress. Every method of an API takes (request, job).

export interface Job<Event = never> {
  /** Aborted when the caller gives up; a use case checks it at every chunk, step or row group. */
  signal: AbortSignal;
  emit(event: Event): void;
}

/** A method of a worker's API. */
export type Method<Request, Response, Event = never> = (
  request: Request,
  job: Job<Event>,
) => Promise<Response>;

/** Progress of work whose amount is known. */
export interface Progress {
  kind: 'progress';
  stage: string;
  done: number;
  total: number;
  unit: 'bytes' | 'rows' | 'steps' | 'items';
}
