// Another optimiser or schedule with values that work; what a person set is kept where the new one asks for it too.
import {
  optimizerDefinition,
  type OptimizerKind,
  type OptimizerSpec,
} from '../../../../contract/model/optimizers';
import {
  scheduleDefinition,
  type ScheduleKind,
  type ScheduleSpec,
} from '../../../../contract/model/schedules';
import type { Setting, SettingField, Settings } from '../../../../contract/model/setting';

/** A setting that is a number, with its value. */
export interface NumberSetting {
  name: string;
  value: number;
  setting: Setting;
  field: Extract<SettingField, { kind: 'number' }>;
}

/** The settings that are numbers, in the order of the form. */
export function numberSettings(settings: Settings, spec: object): NumberSetting[] {
  return Object.entries(settings).flatMap(([name, setting]) => {
    const value = (spec as Record<string, unknown>)[name];
    const { field } = setting;
    return field.kind === 'number' && typeof value === 'number' ? [{ name, value, setting, field }] : [];
  });
}

/** The optimiser of a kind, with the learning rate of the old one and whatever else both share. */
export function switchOptimizer(old: OptimizerSpec, kind: OptimizerKind): OptimizerSpec {
  const { start } = optimizerDefinition(kind);
  const kept = Object.entries(old).filter(([name]) => name !== 'kind' && Object.hasOwn(start, name));
  return { ...start, ...Object.fromEntries(kept) };
}

/** The schedule of a kind with usual values. */
export function newSchedule(kind: ScheduleKind): ScheduleSpec {
  return { ...scheduleDefinition(kind).start };
}
