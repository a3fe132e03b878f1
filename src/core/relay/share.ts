/** Of all fans; a share of one per cent is a hundred of them. */
export const BUCKETS = 10_000;

/**
 * Where a fan stands on the line from the first who is ours to the last: the same for ever under one key, so a
 * larger share only adds fans and a smaller one only takes away. The key is the account's own: who is first on one
 * account is not first on all, and nobody can choose an id that is.
 */
export const bucketOf = (key: string, fan: string): number => keyedHash(key, fan) % BUCKETS;

const KEY = /^[0-9a-f]{16}$/;

/** HalfSipHash-2-4 (Aumasson, Bernstein) over the text's UTF-16 units, with a key of 64 bits in hex. */
export function keyedHash(key: string, text: string): number {
  if (!KEY.test(key)) throw new RangeError("a key of a share is 16 hex digits");
  const k0 = Number.parseInt(key.slice(0, 8), 16) | 0;
  const k1 = Number.parseInt(key.slice(8), 16) | 0;
  const state: State = [k0, k1, k0 ^ 0x6c796765, k1 ^ 0x74656462];
  const { length } = text;
  for (let index = 0; index + 1 < length; index += 2) {
    absorb(state, text.charCodeAt(index) | (text.charCodeAt(index + 1) << 16));
  }
  const rest = length % 2 === 0 ? 0 : text.charCodeAt(length - 1);
  absorb(state, rest | (((length * 2) & 0xff) << 24));
  state[2] ^= 0xff;
  for (let round = 0; round < FINAL_ROUNDS; round += 1) mix(state);
  return (state[1] ^ state[3]) >>> 0;
}

type State = [number, number, number, number];

const WORD_ROUNDS = 2;
const FINAL_ROUNDS = 4;

function absorb(state: State, word: number): void {
  state[3] ^= word;
  for (let round = 0; round < WORD_ROUNDS; round += 1) mix(state);
  state[0] ^= word;
}

const turned = (value: number, bits: number): number => (value << bits) | (value >>> (32 - bits));

function mix(state: State): void {
  let [a, b, c, d] = state;
  a = (a + b) | 0;
  b = turned(b, 5) ^ a;
  a = turned(a, 16);
  c = (c + d) | 0;
  d = turned(d, 8) ^ c;
  a = (a + d) | 0;
  d = turned(d, 7) ^ a;
  c = (c + b) | 0;
  b = turned(b, 13) ^ c;
  c = turned(c, 16);
  state[0] = a;
  state[1] = b;
  state[2] = c;
  state[3] = d;
}
