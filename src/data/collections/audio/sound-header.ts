// What a sound file says of itself: how long it is, its samples a second, its channels. Nothing is decoded.

/** Seconds; samples a second. */
export interface SoundFacts {
  duration: number;
  sampleRate: number;
  channels: number;
}

/** What the header of a WAV, FLAC or MP3 file says; null where the bytes are none of them, or say what cannot be. */
export function soundFacts(bytes: Uint8Array): SoundFacts | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = wave(bytes, view) ?? flac(bytes, view) ?? mpeg(bytes, view);
  if (!found || !(found.sampleRate > 0) || !(found.channels > 0)) return null;
  return Number.isFinite(found.duration) && found.duration >= 0 ? found : null;
}

const textAt = (bytes: Uint8Array, at: number, length = 4): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));

/** RIFF chunks: `fmt ` says how, `data` how much. */
function wave(bytes: Uint8Array, view: DataView): SoundFacts | null {
  if (!['RIFF', 'RF64'].includes(textAt(bytes, 0)) || textAt(bytes, 8) !== 'WAVE') return null;
  let format: { channels: number; sampleRate: number; bytesPerSecond: number } | null = null;
  for (let at = 12; at + 8 <= bytes.length;) {
    const size = view.getUint32(at + 4, true);
    const kind = textAt(bytes, at);
    if (kind === 'fmt ' && at + 20 <= bytes.length)
      format = {
        channels: view.getUint16(at + 10, true),
        sampleRate: view.getUint32(at + 12, true),
        bytesPerSecond: view.getUint32(at + 16, true),
      };
    if (kind === 'data' && format && format.bytesPerSecond > 0) {
      // A recording that was cut off, or streamed, says more than there is.
      const held = Math.min(size, bytes.length - at - 8);
      const { channels, sampleRate, bytesPerSecond } = format;
      return { channels, sampleRate, duration: held / bytesPerSecond };
    }
    at += 8 + size + (size % 2);
  }
  return null;
}

/** STREAMINFO comes first: 20 bits of rate, 3 of channels less one, 36 of samples. */
function flac(bytes: Uint8Array, view: DataView): SoundFacts | null {
  const from = afterTags(bytes);
  if (textAt(bytes, from) !== 'fLaC' || from + 26 > bytes.length) return null;
  const at = from + 18;
  const sampleRate = (view.getUint16(at) << 4) | ((bytes[at + 2] ?? 0) >>> 4);
  const channels = (((bytes[at + 2] ?? 0) >>> 1) & 7) + 1;
  const samples = ((bytes[at + 3] ?? 0) & 15) * 2 ** 32 + view.getUint32(at + 4);
  return { sampleRate, channels, duration: samples / sampleRate };
}

/** Behind an ID3v2 tag, whose size has seven bits a byte. */
function afterTags(bytes: Uint8Array): number {
  if (textAt(bytes, 0, 3) !== 'ID3' || bytes.length < 10) return 0;
  const size = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + ((bytes[at] ?? 0) & 127), 0);
  return 10 + size;
}

const rates = [44_100, 48_000, 32_000];
/** kbit/s of MPEG 1 and of 2 and 2.5, layer III. */
const bitRates = [
  [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
];

interface Frame {
  bytes: number;
  samples: number;
  sampleRate: number;
  channels: number;
}

/** The frame of layer III that begins at a place; null where none does. */
function frameAt(bytes: Uint8Array, at: number): Frame | null {
  const [sync = 0, kind = 0, rate = 0, mode = 0] = bytes.subarray(at, at + 4);
  if (at + 4 > bytes.length || sync !== 0xff || (kind & 0xe0) !== 0xe0) return null;
  const version = (kind >>> 3) & 3; // 3: MPEG 1; 2: MPEG 2; 0: MPEG 2.5
  const isLayer3 = ((kind >>> 1) & 3) === 1;
  const base = rates[(rate >>> 2) & 3];
  const kilobits = bitRates[version === 3 ? 0 : 1]?.[rate >>> 4];
  if (version === 1 || !isLayer3 || base === undefined || !kilobits) return null;
  const sampleRate = base / (version === 3 ? 1 : version === 2 ? 2 : 4);
  const samples = version === 3 ? 1152 : 576;
  const padding = (rate >>> 1) & 1;
  const length = Math.floor(((samples / 8) * kilobits * 1000) / sampleRate) + padding;
  return { bytes: length, samples, sampleRate, channels: mode >>> 6 === 3 ? 1 : 2 };
}

/** Frame after frame, which alone is right where the bit rate varies; the first may say how many there are. */
function mpeg(bytes: Uint8Array, view: DataView): SoundFacts | null {
  const start = firstFrame(bytes, afterTags(bytes));
  if (start === null) return null;
  const { at: from, frame: first } = start;
  const { sampleRate, channels } = first;
  const counted = countedFrames(bytes, view, from, first);
  if (counted !== null) return { sampleRate, channels, duration: (counted * first.samples) / sampleRate };
  let frames = 0;
  for (let at = from, frame = frameAt(bytes, at); frame; frame = frameAt(bytes, at)) {
    frames++;
    at += frame.bytes;
  }
  return { sampleRate, channels, duration: (frames * first.samples) / sampleRate };
}

/** Bytes that may stand before the first frame. */
const mostBefore = 64 * 1024;

/** Eleven bits occur by chance: a frame is one that another follows, or that ends the file. */
function firstFrame(bytes: Uint8Array, from: number): { at: number; frame: Frame } | null {
  for (let at = from; at < Math.min(bytes.length, from + mostBefore); at++) {
    const frame = frameAt(bytes, at);
    if (!frame) continue;
    const end = at + frame.bytes;
    if (end === bytes.length || frameAt(bytes, end) !== null) return { at, frame };
  }
  return null;
}

/** What a first frame of a file with varying bit rate says: how many follow. */
function countedFrames(
  bytes: Uint8Array,
  view: DataView,
  at: number,
  { samples, channels }: Frame,
): number | null {
  const side = samples === 1152 ? (channels === 1 ? 17 : 32) : channels === 1 ? 9 : 17;
  const tag = at + 4 + side;
  if (tag + 12 > bytes.length || !['Xing', 'Info'].includes(textAt(bytes, tag))) return null;
  return (view.getUint32(tag + 4) & 1) === 1 ? view.getUint32(tag + 8) : null;
}
