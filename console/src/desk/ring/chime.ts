/** A sound as a file of its own making: no download, nothing for a policy to refuse. */
export type Note = {
  /** Hertz. */
  readonly pitch: number;
  readonly startMs: number;
  readonly ms: number;
};

const RATE = 22_050;
const HEADER = 44;
const LOUD = 0.5;

/** Mono 16-bit WAV of a few soft notes. */
export function chime(notes: readonly Note[]): ArrayBuffer {
  const endMs = Math.max(...notes.map(({ startMs, ms }) => startMs + ms));
  const count = Math.ceil((endMs / 1_000) * RATE);
  const wav = new DataView(new ArrayBuffer(HEADER + count * 2));
  writeHeader(wav, count);
  for (let index = 0; index < count; index += 1) {
    const atMs = (index / RATE) * 1_000;
    const value = notes.reduce((sum, note) => sum + sounding(note, atMs), 0);
    wav.setInt16(HEADER + index * 2, Math.max(-1, Math.min(1, value)) * LOUD * 0x7f_ff, true);
  }
  return wav.buffer;
}

/** Up in 8 ms, then fading: a tone that starts or stops at once clicks. */
function sounding({ pitch, startMs, ms }: Note, atMs: number): number {
  const at = atMs - startMs;
  if (at < 0 || at > ms) return 0;
  const loud = Math.min(1, at / 8) * (1 - at / ms) ** 2;
  return Math.sin((2 * Math.PI * pitch * at) / 1_000) * loud;
}

function writeHeader(wav: DataView, count: number): void {
  const text = (at: number, words: string): void => {
    for (let index = 0; index < words.length; index += 1) wav.setUint8(at + index, words.charCodeAt(index));
  };
  text(0, "RIFF");
  wav.setUint32(4, HEADER - 8 + count * 2, true);
  text(8, "WAVEfmt ");
  wav.setUint32(16, 16, true);
  wav.setUint16(20, 1, true);
  wav.setUint16(22, 1, true);
  wav.setUint32(24, RATE, true);
  wav.setUint32(28, RATE * 2, true);
  wav.setUint16(32, 2, true);
  wav.setUint16(34, 16, true);
  text(36, "data");
  wav.setUint32(40, count * 2, true);
}
