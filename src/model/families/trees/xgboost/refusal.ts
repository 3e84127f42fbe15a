// Why a file of XGBoost is not taken, as a fault with its place.
import type { ModelRefusal } from '../../../../contract/transport/model-refusals';
import { HearthError, type Place } from '../../../../contract/transport/fault';

/** The fault of a refusal; `value` is what was found. */
export function refusal(refused: ModelRefusal, place: Place = {}, value: string | number = ''): HearthError {
  return new HearthError('input_invalid', place, { refused, ...(value === '' ? {} : { value }) });
}
