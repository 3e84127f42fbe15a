// Due dates: a day on this device's calendar, kept as the last millisecond of that day.
import type { TaskItem } from '../../contract/project/project';
import { isMoment } from '../../domain/iso-moment';

/** The moment a day (such as 2026-11-22) is over; null for no day. */
export function dueAtEndOf(day: string): number | null {
  const [year, month, date] = day.split('-').map(Number);
  if (!year || !month || !date) return null;
  const end = new Date(year, month - 1, date, 23, 59, 59, 999).getTime();
  return Number.isNaN(end) || end < 0 ? null : end;
}

/** The day of a moment, as a date field takes it. */
export function dayOf(at: number | null): string {
  if (!isMoment(at)) return '';
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Not done, and its day is over. */
export function isOverdue({ dueAt, doneAt }: Pick<TaskItem, 'dueAt' | 'doneAt'>, now: number): boolean {
  return doneAt === null && dueAt !== null && now > dueAt;
}
