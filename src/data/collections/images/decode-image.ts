// An image file's bytes as pixels of a given size. The browser decodes; what is read here alone is how large it says it is.
import { colourPixels } from '../../../domain/pixels/colour-pixels';
import { imageSize, type ImageSize } from './image-header';

/** What an image is brought to. */
export interface PixelShape {
  height: number;
  width: number;
  channels: 1 | 3;
}

const mostPixels = 50_000_000;
/** The largest file that is read at all. */
export const mostImageBytes = 64 * 1024 ** 2;

/** How large an image is, or why it is not decoded. */
export function checkedSize(bytes: Uint8Array): ImageSize | 'damaged' | 'excessive' | 'empty' {
  if (bytes.length === 0) return 'empty';
  const size = imageSize(bytes);
  if (!size) return 'damaged';
  return size.height * size.width > mostPixels ? 'excessive' : size;
}

let canvas: OffscreenCanvas | undefined;

/** A canvas in memory rather than on the GPU: it is read after every image. */
function contextOf(width: number, height: number): OffscreenCanvasRenderingContext2D {
  if (canvas?.width !== width || canvas.height !== height) canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  return context;
}

/** RGBA of a decoded image: its middle, as large as fits the shape, on white, as a model is asked with one later. */
function paint(image: ImageBitmap, { height, width }: PixelShape): Uint8ClampedArray {
  const context = contextOf(width, height);
  const scale = Math.max(width / image.width, height / image.height);
  const [across, down] = [image.width * scale, image.height * scale];
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, (width - across) / 2, (height - down) / 2, across, down);
  return context.getImageData(0, 0, width, height).data;
}

/** The pixels of an image; null where the browser cannot decode it. `isGrey`: whether no pixel has a colour. */
export async function decodeImage(
  bytes: Uint8Array<ArrayBuffer>,
  { type }: ImageSize,
  shape: PixelShape,
): Promise<{ pixels: Uint8Array; isGrey: boolean } | null> {
  let image: ImageBitmap;
  try {
    image = await createImageBitmap(new Blob([bytes], { type }));
  } catch {
    return null;
  }
  try {
    const rgba = paint(image, shape);
    return { pixels: colourPixels(rgba, shape.channels), isGrey: isGrey(rgba) };
  } finally {
    image.close();
  }
}

/** What lossy files make of a grey image differs by a little. */
const greyTolerance = 6;

function isGrey(rgba: Uint8ClampedArray): boolean {
  for (let at = 0; at < rgba.length; at += 4) {
    const [red = 0, green = 0, blue = 0] = [rgba[at], rgba[at + 1], rgba[at + 2]];
    if (Math.max(red, green, blue) - Math.min(red, green, blue) > greyTolerance) return false;
  }
  return true;
}
