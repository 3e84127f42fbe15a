import { describe, expect, it } from 'vitest';
import { ScaledScroll } from '../../../src/ui/steps/data/table/scaled-scroll';

const viewport = 620;

/** A scroll bar as a browser has it: bounded, whole pixels, and it tells every move. */
class Bar {
  scrollTop = 0;
  top = 0;
  readonly scroll: ScaledScroll;
  constructor(scroll: ScaledScroll) {
    this.scroll = scroll;
  }
  drag(to: number): void {
    this.scrollTop = Math.max(0, Math.min(Math.round(to), this.scroll.height - viewport));
    for (;;) {
      const { top, move } = this.scroll.update(this.scrollTop, viewport);
      this.top = top;
      if (move === null) return;
      this.scrollTop = Math.round(move);
    }
  }
  wheel(by: number): void {
    this.drag(this.scrollTop + by);
  }
  go(top: number): void {
    const went = this.scroll.go(top, viewport);
    this.top = went.top;
    if (went.move !== null) this.drag(went.move);
  }
}

describe('ScaledScroll', () => {
  it('leaves a table that fits as it is', () => {
    const scroll = new ScaledScroll(5_000, 32);
    expect(scroll.height).toBe(160_000);
    const bar = new Bar(scroll);
    bar.drag(91_234);
    expect(bar.top).toBe(91_234);
    expect(scroll.placeOf(17)).toBe(544);
  });

  it('reaches the first and the last of a million rows by the thumb', () => {
    const scroll = new ScaledScroll(1_000_000, 32);
    expect(scroll.height).toBe(4_000_000);
    const bar = new Bar(scroll);
    bar.drag(scroll.height);
    expect(scroll.visible(bar.top, viewport, 0).end).toBe(1_000_000);
    expect(scroll.placeOf(999_999) + 32).toBe(scroll.height);
    bar.drag(0);
    expect(scroll.visible(bar.top, viewport, 0).first).toBe(0);
    expect(scroll.placeOf(0)).toBe(0);
  });

  it('moves by exactly the wheel’s pixels, everywhere, over the seams of its pages', () => {
    const bar = new Bar(new ScaledScroll(1_000_000, 32));
    for (const start of [0, 39_000, 1_999_500, 3_960_000]) {
      bar.drag(start);
      for (let step = 0; step < 900; step++) {
        const before = bar.top;
        bar.wheel(96);
        const expected = Math.min(before + 96, 32_000_000 - viewport);
        expect(bar.top).toBeCloseTo(expected, 6);
      }
      for (let step = 0; step < 900; step++) {
        const before = bar.top;
        bar.wheel(-32);
        expect(bar.top).toBeCloseTo(Math.max(0, before - 32), 6);
      }
    }
  });

  it('keeps every row that shows on the canvas and under the bar', () => {
    const scroll = new ScaledScroll(1_000_003, 32);
    const bar = new Bar(scroll);
    for (let share = 0; share <= 1; share += 1 / 137) {
      bar.drag(share * scroll.height);
      const { first, end } = scroll.visible(bar.top, viewport, 0);
      expect(scroll.placeOf(first)).toBeGreaterThan(bar.scrollTop - 32 - 1);
      expect(scroll.placeOf(first)).toBeLessThanOrEqual(bar.scrollTop + 1);
      expect(scroll.placeOf(end - 1)).toBeLessThan(scroll.height);
      expect(end - first).toBeGreaterThanOrEqual(Math.floor(viewport / 32));
    }
  });

  it('goes to any row by keyboard and shows it whole with the smallest move', () => {
    const scroll = new ScaledScroll(1_000_000, 32);
    const bar = new Bar(scroll);
    for (const row of [0, 19, 20, 1_249, 1_250, 123_456, 500_000, 999_999]) {
      bar.go(scroll.reveal(row, bar.top, viewport));
      expect(row * 32).toBeGreaterThanOrEqual(bar.top);
      expect(row * 32 + 32).toBeLessThanOrEqual(bar.top + viewport);
      expect(Math.abs(scroll.placeOf(row) - bar.scrollTop - (row * 32 - bar.top))).toBeLessThanOrEqual(1);
    }
    const top = bar.top;
    expect(scroll.reveal(999_990, top, viewport)).toBe(top);
  });

  it('copes with fewer rows than the window shows', () => {
    const bar = new Bar(new ScaledScroll(3, 32));
    bar.drag(500);
    expect(bar.top).toBe(0);
    expect(bar.scroll.visible(bar.top, viewport)).toEqual({ first: 0, end: 3 });
    expect(new ScaledScroll(0, 32).visible(0, viewport)).toEqual({ first: 0, end: 0 });
  });
});
