import { createHash, randomBytes } from "node:crypto";

const BLOCK_BYTES = 32;

/** Bytes by chance; with a seed the same ones in each run. */
export function chance(seed: string | undefined): (bytes: number) => Uint8Array {
  if (seed === undefined) return randomBytes;
  let drawn = 0;
  return (bytes) => {
    drawn += 1;
    const blocks = Array.from({ length: Math.ceil(bytes / BLOCK_BYTES) }, (_, block) =>
      createHash("sha256").update(`${seed}.${drawn}.${block}`).digest(),
    );
    return Buffer.concat(blocks).subarray(0, bytes);
  };
}
