// Turns a drawing into the pixels that a model trained on MNIST expects: cropped, scaled into a box, centred by mass.
// Follows LeCun, Cortes and Burges, "The MNIST database": a 20 × 20 box, centre of mass in the middle of 28 × 28.
// Not for drawing: it sees only an intensity per pixel.

/** Below this intensity a pixel is paper: the faint edge of a stroke must not widen the crop. */
const paper = 16;
const boxShare = 20 / 28;

interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/**
 * @param ink intensity 0–255 of each pixel, row by row, [height, width]
 * @param size side of the square result
 * @returns 0–255, row by row, [size, size]; null where nothing is drawn
 */
export function digitPixels(
  ink: Uint8Array | Uint8ClampedArray,
  width: number,
  height: number,
  size = 28,
): Uint8Array | null {
  const box = inkBox(ink, width, height);
  if (!box) return null;
  const longest = Math.max(box.width, box.height);
  const side = Math.round(size * boxShare);
  const columns = Math.max(1, Math.round((box.width / longest) * side));
  const rows = Math.max(1, Math.round((box.height / longest) * side));
  const small = shrink(ink, width, box, columns, rows);
  const { x, y } = centreOfMass(small, columns, rows);
  const shiftX = Math.round(size / 2 - x);
  const shiftY = Math.round(size / 2 - y);
  // A thin stroke fades when it is averaged; full contrast brings it back to what training saw.
  const gain = 255 / Math.max(1e-6, ...small);
  const out = new Uint8Array(size * size);
  for (let row = 0; row < rows; row++) {
    const toRow = row + shiftY;
    if (toRow < 0 || toRow >= size) continue;
    for (let column = 0; column < columns; column++) {
      const toColumn = column + shiftX;
      if (toColumn < 0 || toColumn >= size) continue;
      out[toRow * size + toColumn] = Math.round(small[row * columns + column]! * gain);
    }
  }
  return out;
}

function inkBox(ink: Uint8Array | Uint8ClampedArray, width: number, height: number): Box | null {
  let left = width;
  let right = -1;
  let top = height;
  let bottom = -1;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      if (ink[row * width + column]! < paper) continue;
      left = Math.min(left, column);
      right = Math.max(right, column);
      top = Math.min(top, row);
      bottom = row;
    }
  }
  return right < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/** Averages the box's pixels over each target pixel's area. */
function shrink(
  ink: Uint8Array | Uint8ClampedArray,
  width: number,
  box: Box,
  columns: number,
  rows: number,
): Float64Array {
  const across = spans(box.width, columns);
  const down = spans(box.height, rows);
  const out = new Float64Array(columns * rows);
  down.forEach((lines, row) => {
    across.forEach((cells, column) => {
      let sum = 0;
      let area = 0;
      for (const [y, weightY] of lines) {
        for (const [x, weightX] of cells) {
          sum += ink[(box.top + y) * width + box.left + x]! * weightX * weightY;
          area += weightX * weightY;
        }
      }
      out[row * columns + column] = sum / area;
    });
  });
  return out;
}

/** For each of `to` targets, the source pixels that it covers and how much of each. */
function spans(from: number, to: number): [index: number, weight: number][][] {
  const step = from / to;
  return Array.from({ length: to }, (_, target) => {
    const start = target * step;
    const end = Math.min(from, start + step);
    const covered: [number, number][] = [];
    for (let index = Math.floor(start); index < end; index++) {
      const weight = Math.min(index + 1, end) - Math.max(index, start);
      if (weight > 1e-9) covered.push([index, weight]);
    }
    return covered;
  });
}

function centreOfMass(values: Float64Array, columns: number, rows: number): { x: number; y: number } {
  let mass = 0;
  let sumX = 0;
  let sumY = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const value = values[row * columns + column]!;
      mass += value;
      sumX += value * column;
      sumY += value * row;
    }
  }
  return { x: sumX / mass, y: sumY / mass };
}
