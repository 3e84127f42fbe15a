// What a host page is told of a model, and may ask by its id.
import type { ModelVersion, Signature } from './version';

/** A model that the frame's address offers to its host. */
export interface OfferedModel
  extends Pick<Signature, 'inputs' | 'output'>, Pick<ModelVersion, 'number' | 'task'> {
  /** The version's id. */
  id: string;
  /** The project's id. */
  deployment: string;
  /** The project's name. */
  name: string;
}
