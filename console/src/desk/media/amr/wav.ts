const HEAD_BYTES = 44;
const SAMPLE_BYTES = 2;

/** Samples from -1 to 1 as a file that every browser plays: RIFF WAVE, one channel of 16 bits. */
export function wavOf(samples: Float32Array, hertz: number): Uint8Array<ArrayBuffer> {
  const file = new Uint8Array(HEAD_BYTES + SAMPLE_BYTES * samples.length);
  const view = new DataView(file.buffer);
  const text = (at: number, words: string): void =>
    void new TextEncoder().encodeInto(words, file.subarray(at));
  text(0, "RIFF");
  view.setUint32(4, file.length - 8, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, hertz, true);
  view.setUint32(28, hertz * SAMPLE_BYTES, true);
  view.setUint16(32, SAMPLE_BYTES, true);
  view.setUint16(34, 8 * SAMPLE_BYTES, true);
  text(36, "data");
  view.setUint32(40, SAMPLE_BYTES * samples.length, true);
  samples.forEach((sample, index) => {
    const level = Math.max(-1, Math.min(1, sample));
    view.setInt16(HEAD_BYTES + SAMPLE_BYTES * index, Math.round(level * 0x7fff), true);
  });
  return file;
}
