// An accent that someone else chose, made readable: WCAG 2.2 contrast on every ground of the app. Not for the app's own colours: tokens.css.

type Rgb = readonly [number, number, number];

/** The grounds of src/ui/tokens.css on which the accent is written: paper, surface, sunken, raised. A test holds them together. */
export const grounds = {
  light: ['#faf8f5', '#ffffff', '#f3f0eb', '#ffffff'],
  dark: ['#151412', '#1c1a18', '#121110', '#24211e'],
} as const;
const leastContrast = 4.5;

export interface AccentColours {
  accent: string;
  /** A ground in the accent's hue, quiet enough for text. */
  soft: string;
  /** What is written on the accent. */
  on: string;
}

/** The accent with the colours around it: darkened in light and lightened in dark until it reads at 4.5:1 on every ground. */
export function accentColours(accent: string, theme: 'light' | 'dark'): AccentColours {
  const wanted = toRgb(accent);
  const pole: Rgb = theme === 'light' ? [0, 0, 0] : [255, 255, 255];
  const surface = toRgb(grounds[theme][1]);
  for (let share = 0; ; share += 0.02) {
    const colour = mix(pole, wanted, Math.min(share, 1));
    const soft = mix(colour, surface, 0.12);
    const reads = [...grounds[theme].map(toRgb), soft].every(
      (ground) => ratio(colour, ground) >= leastContrast,
    );
    if (!reads && share < 1) continue;
    const on = theme === 'light' ? '#ffffff' : '#000000';
    return { accent: toHex(colour), soft: toHex(soft), on };
  }
}

/** Contrast of two colours `#rrggbb`, from 1 to 21: WCAG 2.2, definition of "contrast ratio". */
export const contrastRatio = (a: string, b: string): number => ratio(toRgb(a), toRgb(b));

function ratio(a: Rgb, b: Rgb): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** WCAG 2.2, definition of "relative luminance". */
function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** `share` of the first colour, the rest of the second; whole numbers, as they are shown. */
const mix = (a: Rgb, b: Rgb, share: number): Rgb =>
  a.map((value, index) => Math.round(value * share + b[index]! * (1 - share))) as unknown as Rgb;

const toRgb = (hex: string): Rgb =>
  [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;
const toHex = (colour: Rgb): string =>
  `#${colour.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
