// Recordings as tests need them: real headers over silence.

const text = (view: DataView, at: number, word: string): void =>
  [...word].forEach((sign, index) => view.setUint8(at + index, sign.charCodeAt(0)));

/** A WAV of 16 bits. */
export function waveOf(seconds: number, sampleRate: number, channels: number): Uint8Array<ArrayBuffer> {
  const bytes = seconds * sampleRate * channels * 2;
  const view = new DataView(new ArrayBuffer(44 + bytes));
  text(view, 0, 'RIFF');
  view.setUint32(4, 36 + bytes, true);
  text(view, 8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * channels * 2, true);
  view.setUint16(32, channels * 2, true);
  view.setUint16(34, 16, true);
  text(view, 36, 'data');
  view.setUint32(40, bytes, true);
  return new Uint8Array(view.buffer);
}

/** The beginning of a FLAC, with nothing behind its first block. */
export function flacOf(samples: number, sampleRate: number, channels: number): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(42));
  text(view, 0, 'fLaC');
  view.setUint32(4, 0x80000022);
  view.setUint16(18, sampleRate >>> 4);
  view.setUint8(20, ((sampleRate & 15) << 4) | ((channels - 1) << 1));
  view.setUint8(21, 0xf0);
  view.setUint32(22, samples);
  return new Uint8Array(view.buffer);
}

/** Frames of 128 kbit/s and 44.1 kHz. */
export function mp3Of(frames: number, { tag = 0, counts = 0 } = {}): Uint8Array<ArrayBuffer> {
  const frameBytes = 417;
  const from = tag === 0 ? 0 : 10 + tag;
  const view = new DataView(new ArrayBuffer(from + frames * frameBytes));
  if (tag > 0) {
    text(view, 0, 'ID3');
    view.setUint8(8, tag >>> 7);
    view.setUint8(9, tag & 127);
  }
  for (let frame = 0; frame < frames; frame++) view.setUint32(from + frame * frameBytes, 0xfffb9000);
  if (counts > 0) {
    text(view, from + 36, 'Xing');
    view.setUint32(from + 40, 1);
    view.setUint32(from + 44, counts);
  }
  return new Uint8Array(view.buffer);
}
