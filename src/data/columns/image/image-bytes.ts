// How many bytes an image takes.
import type { Column } from '../../../contract/data/dataset';

/** Bytes of one image of the column: height × width × channels. */
export function imageBytes({ shape }: Pick<Column, 'shape'>): number {
  const [height, width, channels] = shape ?? [0, 0, 0];
  return height * width * channels;
}
