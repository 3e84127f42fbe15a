// Colours of marks on a canvas, by a scale of levels or numbers, and what they mean in words.
import type { ColourScale } from '../../../contract/data/charts/charts';
import type { Palette } from '../palette.svelte';

/** Blue first: the accent stays with the second class, which is often the one that is looked for. */
const order = [1, 0, 4, 3, 2];
const shades = 9;

/** Colours of a scale, those that marks are sorted into. */
export function tonesOf(scale: ColourScale | null, palette: Palette): string[] {
  const level = (place: number): string => palette.series[order[place] ?? 0] ?? palette.ink;
  if (scale === null) return [level(0)];
  if (scale.kind === 'levels') return [...scale.levels.map((_, place) => level(place)), palette.faintInk];
  return Array.from({ length: shades }, (_, shade) => {
    const share = Math.round((shade / (shades - 1)) * 100);
    return `color-mix(in oklab, ${level(1)} ${share}%, ${level(0)})`;
  });
}

/** The place of a mark's colour in `tonesOf`; −1 where its value is missing. */
export function toneOf(scale: ColourScale | null, colour: number | undefined): number {
  if (scale === null) return 0;
  if (colour === undefined || Number.isNaN(colour)) return -1;
  if (scale.kind === 'levels') return colour;
  const share = (colour - scale.low) / (scale.high - scale.low || 1);
  return Math.max(0, Math.min(shades - 1, Math.round(share * (shades - 1))));
}
