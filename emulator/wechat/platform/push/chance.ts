type Random = (bytes: number) => Uint8Array;

/** Ten digits, as the platform draws them for each call. */
export function drawNonce(random: Random): string {
  const number = Buffer.from(random(4)).readUInt32BE();
  return String(1_000_000_000 + number);
}

/** A 64-bit number that no double could hold. */
export function drawMessageId(random: Random): string {
  const number = Buffer.from(random(8)).readBigUInt64BE();
  return String((number >> 2n) | (1n << 61n));
}
