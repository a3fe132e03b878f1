/** Of every voice in AMR-NB. */
export const AMR_HZ = 8_000;
/** A minute of voice takes a second. */
const DECODE_MS_MAX = 30_000;

type Answer = { readonly amr: Float32Array | null };

/** The samples of a voice in AMR-NB (RFC 4867), from -1 to 1; undefined where it is none. Off the page's own thread. */
export function decodeAmr(bytes: Uint8Array): Promise<Float32Array | undefined> {
  const worker = new Worker(new URL("./worker.ts", import.meta.url));
  return new Promise<Float32Array | undefined>((resolve) => {
    setTimeout(() => resolve(undefined), DECODE_MS_MAX);
    worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => resolve(data.amr ?? undefined));
    worker.addEventListener("error", () => resolve(undefined));
    worker.postMessage({ command: "decode", buffer: bytes });
  }).finally(() => worker.terminate());
}
