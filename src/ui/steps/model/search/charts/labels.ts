// Where the names of marks stand in a picture, so that none lies over another. Pure; widths are estimates, good enough to keep apart.

/** px of one sign of the small text: wide for Chinese, Japanese and Korean. */
const signWidth = (sign: string): number => (/[\u2e80-\uffef]/.test(sign) ? 13 : 6.5);

/** About how many px a text of the smallest size takes. */
export function textWidth(text: string): number {
  return [...text].reduce((sum, sign) => sum + signWidth(sign), 0);
}

/** The text, cut with an ellipsis where it takes more px. */
export function cutToWidth(text: string, px: number): string {
  if (textWidth(text) <= px) return text;
  const signs = [...text];
  while (signs.length > 1 && textWidth(signs.join('')) + 8 > px) signs.pop();
  return `${signs.join('')}…`;
}

/** A mark, and what it is called. */
export interface Mark {
  name: string;
  x: number;
  y: number;
  radius: number;
}

export interface Label {
  name: string;
  /** Where its text begins, and its baseline. */
  x: number;
  y: number;
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const overlaps = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** Beside, over or under its mark, the first marks first; one for which there is no room is left out. */
export function placeLabels(
  marks: readonly Mark[],
  { width, height }: { width: number; height: number },
): Label[] {
  const taken: Box[] = marks.map(({ x, y, radius }) => ({
    ...{ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius },
  }));
  const labels: Label[] = [];
  for (const { name, x, y, radius } of marks) {
    const long = textWidth(name);
    const starts = [
      { x: x + radius + 4, y: y + 4 },
      { x: x - radius - 4 - long, y: y + 4 },
      { x: x - long / 2, y: y - radius - 5 },
      { x: x - long / 2, y: y + radius + 13 },
      { x: x + radius + 2, y: y - radius - 2 },
      { x: x - radius - 2 - long, y: y + radius + 11 },
    ];
    const free = starts.find((start) => {
      const box = boxOf(start, long);
      const isInside = box.left >= 0 && box.right <= width && box.top >= 0 && box.bottom <= height;
      return isInside && !taken.some((other) => overlaps(box, other));
    });
    if (!free) continue;
    taken.push(boxOf(free, long));
    labels.push({ name, ...free });
  }
  return labels;
}

function boxOf({ x, y }: { x: number; y: number }, long: number): Box {
  return { left: x, right: x + long, top: y - 11, bottom: y + 3 };
}
