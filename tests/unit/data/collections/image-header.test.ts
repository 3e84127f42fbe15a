// Sizes that images say they have, before anything is decoded.
import { expect, it } from 'vitest';
import { imageSize } from '../../../../src/data/collections/images/image-header';

const latin1 = (text: string) => Array.from(text, (sign) => sign.charCodeAt(0));

it.each([
  ['image/png', [...latin1('\x89PNG\r\n\x1a\n'), 0, 0, 0, 13, ...latin1('IHDR'), 0, 0, 1, 44, 0, 0, 0, 200]],
  ['image/gif', [...latin1('GIF89a'), 44, 1, 200, 0]],
  [
    'image/bmp',
    [...latin1('BM'), ...Array<number>(12).fill(0), 40, 0, 0, 0, 44, 1, 0, 0, 0x38, 0xff, 0xff, 0xff],
  ],
  [
    'image/jpeg',
    [0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc4, 0, 3, 9, 0xff, 0xc2, 0, 11, 8, 0, 200, 1, 44, 3],
  ],
  ['image/webp', [...latin1('RIFF....WEBPVP8X'), 10, 0, 0, 0, 0, 0, 0, 0, 43, 1, 0, 199, 0, 0]],
  ['image/webp', [...latin1('RIFF....WEBPVP8 '), 0, 0, 0, 0, 0, 0, 0, 0x9d, 0x01, 0x2a, 44, 1, 200, 0]],
  ['image/webp', [...latin1('RIFF....WEBPVP8L'), 0, 0, 0, 0, 0x2f, 0x2b, 0xc1, 0x31, 0, 0, 0, 0, 0, 0]],
])('%s of 300 × 200', (type, bytes) => {
  expect(imageSize(Uint8Array.from(bytes))).toEqual({ width: 300, height: 200, type });
});

it.each([
  ['nothing', []],
  ['a PNG without a size', latin1('\x89PNG\r\n\x1a\n')],
  ['a JPEG without a frame', [0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0, 0, 0, 0, 0, 0]],
  ['a sound', latin1('RIFF....WAVEfmt ..............')],
])('%s has none', (_, bytes) => {
  expect(imageSize(Uint8Array.from(bytes))).toBeNull();
});
