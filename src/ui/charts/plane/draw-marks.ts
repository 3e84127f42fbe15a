// Draws the marks of a plane on a canvas: points, or cells that are the fuller the more rows they count.
import type { PlaneMarks } from '../../../contract/data/charts/charts';
import type { PlaneCanvas } from './plane-canvas';
import { toneOf, tonesOf } from './tones';

/** Draws rows as points of a radius in px. */
function drawPoints(
  { context, x, y, palette }: PlaneCanvas,
  scale: PlaneMarks['scale'],
  marks: { x: Float64Array; y: Float64Array; colours: Float32Array | null },
  radius: number,
): void {
  const tones = tonesOf(scale, palette);
  // Few colours, so one path each: setting a colour costs more than drawing a point.
  for (let tone = -1; tone < tones.length; tone++) {
    context.fillStyle = tones[tone] ?? palette.line;
    context.beginPath();
    for (let row = 0; row < marks.x.length; row++) {
      if (toneOf(scale, marks.colours?.[row]) !== tone) continue;
      const [left, top] = [x(marks.x[row]!), y(marks.y[row]!)];
      if (Number.isNaN(left) || Number.isNaN(top)) continue;
      context.moveTo(left + radius, top);
      context.arc(left, top, radius, 0, 2 * Math.PI);
    }
    context.fill();
  }
}

/** Draws marks, in whichever form they came. */
export function drawMarks(canvas: PlaneCanvas, { marks, scale, x, y, rows }: PlaneMarks): void {
  const { context, palette } = canvas;
  if (marks.kind === 'points') {
    context.globalAlpha = rows > 1000 ? 0.45 : 0.65;
    drawPoints(canvas, scale, marks, rows > 1000 ? 2 : 2.75);
    context.globalAlpha = 1;
    return;
  }
  const { across, down, counts, colours } = marks;
  const tones = tonesOf(scale, palette);
  const most = Math.log1p(counts.reduce((high, count) => Math.max(high, count), 0));
  const [perX, perY] = [(x[1] - x[0]) / across, (y[1] - y[0]) / down];
  for (let line = 0; line < down; line++)
    for (let column = 0; column < across; column++) {
      const count = counts[line * across + column]!;
      if (count === 0) continue;
      const left = canvas.x(x[0] + column * perX);
      const top = canvas.y(y[0] + (line + 1) * perY);
      context.fillStyle = tones[toneOf(scale, colours?.[line * across + column])] ?? palette.line;
      context.globalAlpha = 0.2 + (0.8 * Math.log1p(count)) / most;
      context.fillRect(
        left,
        top,
        canvas.x(x[0] + (column + 1) * perX) - left + 0.3,
        canvas.y(y[0] + line * perY) - top + 0.3,
      );
    }
  context.globalAlpha = 1;
}

/** Draws rows of two columns of a pair plot. */
export function drawPair(
  canvas: PlaneCanvas,
  scale: PlaneMarks['scale'],
  marks: { x: Float64Array; y: Float64Array; colours: Float32Array | null },
): void {
  canvas.context.globalAlpha = 0.5;
  drawPoints(canvas, scale, marks, 1.6);
  canvas.context.globalAlpha = 1;
}
