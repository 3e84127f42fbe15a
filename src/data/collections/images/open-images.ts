// Images as a column: all brought to one size, which some of them decide where nobody chose it.
import { collectedColumns, type CollectedFiles } from '../../../contract/data/opening/collected-files';
import { letMessagesIn } from '../../rows/let-messages-in';
import type { FileReadOptions } from '../../formats/format';
import type { CollectedFile } from '../collection';
import { spreadOver, type KindReader, type Loaded } from '../kind-reader';
import { readBytes } from '../read-bytes';
import { checkedSize, decodeImage, mostImageBytes, type PixelShape } from './decode-image';
import type { ImageSize } from './image-header';

/** Looked at before all are read. */
const lookedFiles = 24;
/** The side of images that differ in size, or are larger than what small nets learn from. */
const usualSide = 64;
const mostOwnSide = 96;

/** The pixels of an image. */
type Pixels = Uint8Array;

export async function openImages(
  files: readonly CollectedFile[],
  { files: given = {}, signal }: FileReadOptions,
): Promise<KindReader<Pixels>> {
  const looked = await look(spreadOver(files, lookedFiles), signal);
  const size = given.size ?? sizeFor(looked.sizes);
  const colour = given.colour ?? (looked.isGrey ? 'grey' : 'colour');
  const shape: PixelShape = { height: size[0], width: size[1], channels: colour === 'grey' ? 1 : 3 };
  const sorted = looked.sizes.toSorted((a, b) => a.height * a.width - b.height * b.width);
  const [smallest, largest] = [sorted[0], sorted.at(-1)].map((of): [number, number] =>
    of ? [of.height, of.width] : size,
  );
  return {
    column: {
      ...{ name: collectedColumns.images, type: 'image', categories: [] },
      shape: [shape.height, shape.width, shape.channels],
    },
    facts: { images: { size, colour, smallest: smallest ?? size, largest: largest ?? size } } satisfies Pick<
      CollectedFiles,
      'images'
    >,
    encoding: null,
    load: (all, signalOfLoad) => loadImages(all, shape, signalOfLoad),
    pack(values) {
      const pixels = new Uint8Array(values.length * shape.height * shape.width * shape.channels);
      values.forEach((value, row) => pixels.set(value, row * value.length));
      return { type: 'image', pixels };
    },
  };
}

/** Small images of one size stay as they are. */
function sizeFor(sizes: readonly ImageSize[]): [number, number] {
  const [first] = sizes;
  const isOne = sizes.every(({ height, width }) => height === first?.height && width === first.width);
  if (!first || !isOne) return [usualSide, usualSide];
  const isSmall =
    Math.max(first.height, first.width) <= mostOwnSide && Math.min(first.height, first.width) >= 4;
  return isSmall ? [first.height, first.width] : [usualSide, usualSide];
}

/** Sizes of images, and whether none has a colour. */
async function look(
  files: readonly CollectedFile[],
  signal: AbortSignal,
): Promise<{ sizes: ImageSize[]; isGrey: boolean }> {
  const shape: PixelShape = { height: 32, width: 32, channels: 1 };
  const sizes: ImageSize[] = [];
  let greys = 0;
  for (const file of files) {
    const bytes = await readBytes(file, mostImageBytes, signal);
    const size = typeof bytes === 'string' ? bytes : checkedSize(bytes);
    if (typeof bytes === 'string' || typeof size === 'string') continue;
    const decoded = await decodeImage(bytes, size, shape);
    if (!decoded) continue;
    sizes.push(size);
    if (decoded.isGrey) greys++;
    await letMessagesIn();
  }
  return { sizes, isGrey: sizes.length > 0 && greys === sizes.length };
}

/** Decoded at once: the browser does it on threads of its own; more pixels than these would take memory for nothing. */
const mostAtOnce = 8;
const mostPixelsAtOnce = 16_000_000;

async function* loadImages(
  files: readonly CollectedFile[],
  shape: PixelShape,
  signal: AbortSignal,
): AsyncGenerator<Loaded<Pixels>> {
  const underWay: { pixels: number; loaded: Promise<Loaded<Pixels>> }[] = [];
  let held = 0;
  async function* settle(isEnough: () => boolean): AsyncGenerator<Loaded<Pixels>> {
    while (underWay.length > 0 && !isEnough()) {
      const next = underWay.shift()!;
      held -= next.pixels;
      yield await next.loaded;
    }
  }
  for (const file of files) {
    const bytes = await readBytes(file, mostImageBytes, signal);
    const size = typeof bytes === 'string' ? bytes : checkedSize(bytes);
    const pixels = typeof size === 'string' ? 0 : size.height * size.width;
    yield* settle(() => underWay.length < mostAtOnce && held + pixels <= mostPixelsAtOnce);
    held += pixels;
    const loaded =
      typeof bytes === 'string' || typeof size === 'string'
        ? Promise.resolve({ broken: typeof bytes === 'string' ? bytes : (size as 'damaged') })
        : decodeImage(bytes, size, shape).then((decoded): Loaded<Pixels> =>
            decoded ? { value: decoded.pixels, bytes: decoded.pixels.length } : { broken: 'damaged' },
          );
    underWay.push({ pixels, loaded });
    await letMessagesIn();
  }
  yield* settle(() => false);
}
