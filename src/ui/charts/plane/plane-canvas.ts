// What a chart draws with: a canvas, and where values lie on it.
import type { Palette } from '../palette.svelte';

/** The area between the axes; its lower left corner is the lowest of both. */
export interface PlaneCanvas {
  context: CanvasRenderingContext2D;
  /** px from the left, and from the top. */
  x(value: number): number;
  y(value: number): number;
  width: number;
  height: number;
  palette: Palette;
}

/** Clears a canvas for its size on this screen and gives what to draw with. */
export function planeCanvas(
  canvas: HTMLCanvasElement,
  { width, height, x, y }: Pick<PlaneCanvas, 'x' | 'y' | 'width' | 'height'>,
  palette: Palette,
): PlaneCanvas | null {
  const ratio = globalThis.devicePixelRatio || 1;
  canvas.width = Math.max(1, Math.round(width * ratio));
  canvas.height = Math.max(1, Math.round(height * ratio));
  const context = canvas.getContext('2d');
  if (!context) return null;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return { context, x, y, width, height, palette };
}
