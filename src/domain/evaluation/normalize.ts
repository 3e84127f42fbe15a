// From a raw value to a score in [0, 1] by fixed goalposts, never by a sample's own minimum and maximum.

/** `worst` scores 0 and `best` scores 1, in a line between them, or in a line of logarithms. */
export interface Norm {
  worst: number;
  best: number;
  scale: 'linear' | 'log';
}

/** up(a, b) = clamp((x − a) / (b − a)) */
export const up = (a: number, b: number): Norm => ({ worst: a, best: b, scale: 'linear' });

/** down(a, b) = clamp((b − x) / (b − a)) */
export const down = (a: number, b: number): Norm => ({ worst: b, best: a, scale: 'linear' });

/** The same goalposts on a scale of logarithms; raw values of 0 count as the smallest. */
export const log = (norm: Norm): Norm => ({ ...norm, scale: 'log' });

/** For ratings and levels that already lie in [0, 1]. */
export const identity: Norm = up(0, 1);

/** The score of a raw value; 0 where it is not a number. */
export function normalize(raw: number, norm: Norm): number {
  const at =
    norm.scale === 'log' ? (value: number) => Math.log(Math.max(value, 0)) : (value: number) => value;
  const score = (at(raw) - at(norm.worst)) / (at(norm.best) - at(norm.worst));
  return Number.isNaN(score) ? 0 : Math.min(1, Math.max(0, score));
}
