// Which calibrators the outputs of a task can have; none where a task states no probabilities.
import { calibratorKinds, type CalibratorKind } from '../../contract/model/calibration/calibration';
import type { Task } from '../../contract/model/recipe';
import { taskNamed } from './registry';

/** The kinds for a task, the simpler first. */
export function calibratorsOf(task: Task): CalibratorKind[] {
  const { activation } = taskNamed(task).head;
  return (Object.keys(calibratorKinds) as CalibratorKind[]).filter((kind) =>
    calibratorKinds[kind].of.some((each) => each === activation),
  );
}
