// Whether images of one channel are drawings, ink on an empty ground as in MNIST, or pictures of anything else in grey: what a person opens or
// draws is brought into the form of the former only.

/** A pixel from here on is ink; paler ones are the noise of scans and JPEG. */
const ink = 32;
/** Of the pixels at the edge of a drawing at most so many are ink, and of all of its pixels. */
const mostAtEdge = 0.05;
const mostInked = 0.35;
/** So many of the images that were looked at have to be so. */
const mostly = 0.9;

/** Of images [size, size] in grey, 0–255. False where there are none: then nothing is known of them. */
export function lookDrawn(images: readonly Uint8Array[], size: number): boolean {
  const drawn = images.filter((pixels) => isDrawn(pixels, size)).length;
  return images.length > 0 && drawn >= images.length * mostly;
}

function isDrawn(pixels: Uint8Array, size: number): boolean {
  let [edge, atEdge, inked] = [0, 0, 0];
  for (let at = 0; at < size * size; at++) {
    const [row, column] = [Math.floor(at / size), at % size];
    const isInk = (pixels[at] ?? 0) >= ink;
    if (isInk) inked++;
    if (row > 0 && column > 0 && row < size - 1 && column < size - 1) continue;
    edge++;
    if (isInk) atEdge++;
  }
  return inked > 0 && inked <= size * size * mostInked && atEdge <= edge * mostAtEdge;
}
