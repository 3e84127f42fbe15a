// The tokens' colours and sizes as they are read: WCAG 2.2 contrast (1.4.3) in both themes, and no text too small.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync('src/ui/tokens.css', 'utf8');
const [light = '', dark = ''] = css.split(":root[data-theme='dark']");
const tokensOf = (text: string) =>
  new Map([...text.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name, hex]) => [name!, hex!]));
const themes = { light: tokensOf(light), dark: new Map([...tokensOf(light), ...tokensOf(dark)]) };

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, two: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(two)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const grounds = ['paper', 'surface', 'sunken', 'raised'];
const pairs = [
  ...['ink', 'ink-2', 'ink-3', 'ember', 'good', 'warn', 'bad'].flatMap((ink) =>
    grounds.map((ground) => [ink, ground] as const),
  ),
  ...(['ember', 'good', 'warn', 'bad'] as const).map((ink) => [ink, `${ink}-soft`] as const),
  ['on-ember', 'ember'] as const,
];

describe.each(['light', 'dark'] as const)('the %s theme', (theme) => {
  it.each(pairs)('has %s on %s at 4.5 : 1 or more', (ink, ground) => {
    const colors = themes[theme];
    expect(contrast(colors.get(ink)!, colors.get(ground)!)).toBeGreaterThanOrEqual(4.5);
  });
});

it('measures contrast as the standard does', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 10);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

it('sets no text smaller than 12.5 px', () => {
  const sizes = [...css.matchAll(/--fs-\d: ([\d.]+)px/g)].map(([, size]) => Number(size));
  expect(sizes.length).toBeGreaterThan(4);
  for (const size of sizes) expect(size).toBeGreaterThanOrEqual(12.5);
});
