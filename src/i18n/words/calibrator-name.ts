// What the ways to calibrate probabilities are called: the messages named after them.
import type { CalibrationChoice } from '../../contract/model/calibration/calibration';
import { namedMessages } from '../named-messages';

const name = namedMessages(
  import.meta.glob<Record<string, () => string>>('../paraglide/messages/model_calibrator_*.js', {
    eager: true,
  }),
  'model_calibrator_',
);

/** A way to calibrate, or whether at all, in words. */
export function calibratorName(choice: CalibrationChoice): string {
  return name(choice);
}
