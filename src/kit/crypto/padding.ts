/** PKCS#7 in blocks of 32 bytes, though the cipher's own have 16 (protocols §1.3). */
export const paddingBytesMax = 32;

/** What fills the last block: 1 to 32 bytes, each of which says how many there are. */
export function paddingFor(length: number): Buffer {
  const bytes = paddingBytesMax - (length % paddingBytesMax);
  return Buffer.alloc(bytes, bytes);
}

/**
 * How many bytes of padding stand at the end; 0 where they contradict each other. Looks at the same 32 bytes
 * whatever they are, so that its time tells nothing of them. Peers that pad to 16 bytes are read as well.
 */
export function paddingOf(plain: Uint8Array): number {
  const last = plain.at(-1) ?? 0;
  let wrong = Number(last > paddingBytesMax) | Number(last > plain.length);
  for (let back = 1; back <= paddingBytesMax; back += 1) {
    // All ones where this byte must belong to the padding, else all zeros.
    const counts = -((back - last - 1) >>> 31);
    wrong |= ((plain.at(-back) ?? 0) ^ last) & counts;
  }
  return last * Number(wrong === 0);
}
