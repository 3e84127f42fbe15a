// The learning rate over a run. The formulas stand with the schedules' definitions; nothing here knows about optimisers.
import { scheduleDefinition, type SchedulePosition, type ScheduleSpec } from '../contract/model/schedules';

export type { SchedulePosition } from '../contract/model/schedules';

/** The learning rate of one step. */
export function learningRateAt(baseRate: number, schedule: ScheduleSpec, at: SchedulePosition): number {
  return scheduleDefinition(schedule.kind).rate(baseRate, schedule, at);
}
