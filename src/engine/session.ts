// What the engine's use cases share for as long as the worker lives: the backend, nets that serve, trainings under way.
import type { TrainControl } from '../model/train-types';
import { BackendLease } from './backend-lease';
import { ModelCache } from './model-cache';
import { createProbe } from './probe-device';

/** One engine's memory. */
export class EngineSession {
  readonly lease = new BackendLease();
  readonly models = new ModelCache();
  /** Trainings of this thread, by run. */
  readonly controls = new Map<string, TrainControl>();
  readonly probe = createProbe(() => this.lease.isHeld);
}
