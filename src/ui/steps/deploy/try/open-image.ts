// Opens an image file as the pixels that a model takes. The browser decodes it; how large it is, is asked before.
import { HearthError } from '../../../../contract/transport/fault';
import { colourPixels } from '../../../../domain/pixels/colour-pixels';
import { inkPixels } from './image-pixels';

/** What browsers decode, and nothing that holds scripts or styles. */
export const imageTypes: readonly string[] = [
  'image/png',
  'image/jpeg',
  'image/webp',
  'image/gif',
  'image/bmp',
];

const mostBytes = 64 * 1024 * 1024;
const mostPixels = 50_000_000;
/** A drawing is looked at in so many pixels across: its strokes are some pixels wide then. */
const drawingSide = 280;

/**
 * @param shape height, width and channels of the model's input
 * @param isDrawing the model reads ink on paper: the image is cropped to its ink and centred, as what is drawn in the app
 * @throws HearthError `image_unreadable`
 */
export async function openImage(
  file: File,
  [height, width, channels]: readonly [number, number, number],
  isDrawing: boolean,
): Promise<Uint8Array> {
  const unreadable = new HearthError('image_unreadable', { file: file.name });
  if (!imageTypes.includes(file.type) || file.size > mostBytes) throw unreadable;
  const url = URL.createObjectURL(file);
  try {
    const image = await load(url, unreadable);
    const { naturalWidth: across, naturalHeight: down } = image;
    if (across * down === 0 || across * down > mostPixels) throw unreadable;
    if (!isDrawing) {
      // The middle of the image, as large as fits the model's shape.
      const scale = Math.max(width / across, height / down);
      return colourPixels(paint(image, width, height, scale), channels);
    }
    const scale = Math.min(1, drawingSide / Math.max(across, down));
    const [columns, rows] = [Math.max(1, Math.round(across * scale)), Math.max(1, Math.round(down * scale))];
    const pixels = inkPixels(paint(image, columns, rows, scale), columns, rows, width);
    if (!pixels) throw new HearthError('image_empty', { file: file.name });
    return pixels;
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** The file's head is enough to know its size; it is decoded when it is painted. */
function load(url: string, unreadable: HearthError): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = () => reject(unreadable);
    image.src = url;
  });
}

/** The middle of the image at that scale, on white, as RGBA. */
function paint(image: HTMLImageElement, width: number, height: number, scale: number): Uint8ClampedArray {
  const context = new OffscreenCanvas(width, height).getContext('2d');
  if (!context) throw new HearthError('internal', {}, {}, 'no canvas');
  const [across, down] = [image.naturalWidth * scale, image.naturalHeight * scale];
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, (width - across) / 2, (height - down) / 2, across, down);
  return context.getImageData(0, 0, width, height).data;
}
