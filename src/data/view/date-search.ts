// Looks for a part of what moments are written as, YYYY-MM-DD HH:MM:SS.mmmZ, without writing each: the day, the second of the day and the
// millisecond are written once each, since a text holds what is searched in one of them, or across the blank or the point between two.

import { forAll, type MarkFound } from './mark-found';

const dayMs = 86_400_000;
/** The farthest moment that has a date (ECMA-262, time values). */
const farthest = 8.64e15;

/** A test of whole numbers from 0 that is made once for each. */
function once(size: number, test: (at: number) => boolean): (at: number) => boolean {
  const known = new Uint8Array(size);
  return (at) => {
    if (known[at] === 0) known[at] = test(at) ? 2 : 1;
    return known[at] === 2;
  };
}

const dayText = (day: number): string =>
  new Date(day * dayMs).toISOString().slice(0, -'T00:00:00.000Z'.length);
const clockText = (second: number): string => new Date(second * 1000).toISOString().slice(11, 19);
const fractionText = (millisecond: number): string => `${String(millisecond).padStart(3, '0')}Z`;

/** Days are remembered by their number: those of a thousand years around 1970, others in a map. */
function onceADay(test: (day: number) => boolean): (day: number) => boolean {
  const near = 2 ** 18;
  const known = once(2 * near, (at) => test(at - near));
  const far = new Map<number, boolean>();
  return (day) => {
    if (Math.abs(day) < near) return known(day + near);
    const found = far.get(day) ?? test(day);
    far.set(day, found);
    return found;
  };
}

/** Marks the moments that hold the text; NaN, which is missing, holds nothing. */
export function dateSearch(text: string): MarkFound<Float64Array> {
  const inDay = onceADay((day) => `${dayText(day)} `.includes(text));
  const inClock = once(86_400, (second) => ` ${clockText(second)}.`.includes(text));
  const inFraction = once(1000, (millisecond) => `.${fractionText(millisecond)}`.includes(text));
  const across = acrossFinder(text);
  return forAll((value) => {
    if (!(Math.abs(value) <= farthest)) return false;
    const moment = Math.trunc(value);
    const day = Math.floor(moment / dayMs);
    if (inDay(day)) return true;
    const ofDay = moment - day * dayMs;
    const second = Math.floor(ofDay / 1000);
    const millisecond = ofDay - second * 1000;
    return inClock(second) || inFraction(millisecond) || (across?.(day, second, millisecond) ?? false);
  });
}

/** For a text with a blank or a point inside: the end of one part and the beginning of the next. Null for one without. */
function acrossFinder(text: string): ((day: number, second: number, millisecond: number) => boolean) | null {
  const [beforeBlank, afterBlank] = halves(text, ' ');
  const [beforePoint, afterPoint] = halves(text, '.');
  const ways: ((day: number, second: number, millisecond: number) => boolean)[] = [];
  if (beforeBlank && afterBlank !== undefined) {
    const endOfDay = onceADay((day) => dayText(day).endsWith(beforeBlank));
    const [clock = '', fraction] = halves(afterBlank, '.');
    if (fraction === undefined) {
      const startOfClock = once(86_400, (second) => `${clockText(second)}.`.startsWith(afterBlank));
      ways.push((day, second) => endOfDay(day) && startOfClock(second));
    } else {
      const isClock = once(86_400, (second) => clockText(second) === clock);
      const startOfFraction = once(1000, (millisecond) => fractionText(millisecond).startsWith(fraction));
      ways.push(
        (day, second, millisecond) => endOfDay(day) && isClock(second) && startOfFraction(millisecond),
      );
    }
  } else if (beforePoint !== undefined && afterPoint) {
    const endOfClock = once(86_400, (second) => ` ${clockText(second)}`.endsWith(beforePoint));
    const startOfFraction = once(1000, (millisecond) => fractionText(millisecond).startsWith(afterPoint));
    ways.push((_, second, millisecond) => endOfClock(second) && startOfFraction(millisecond));
  }
  const [way] = ways;
  return way ?? null;
}

/** What stands before and after the first such sign; nothing after where there is none. */
function halves(text: string, sign: string): [string, string?] {
  const at = text.indexOf(sign);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + sign.length)];
}
