const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** 32 bits that stand for the part of a text, and for what kind of part it is (`salt`). FNV-1a over UTF-16 units. */
export function hashOf(text: string, from: number, to: number, salt: number): number {
  let hash = Math.imul(FNV_OFFSET ^ salt, FNV_PRIME);
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), FNV_PRIME);
  return spread(hash);
}

/** The same of a few small numbers. */
export function hashNumbers(salt: number, one: number, two = 0, three = 0): number {
  let hash = Math.imul(FNV_OFFSET ^ salt, FNV_PRIME);
  hash = Math.imul(hash ^ one, FNV_PRIME);
  hash = Math.imul(hash ^ two, FNV_PRIME);
  return spread(Math.imul(hash ^ three, FNV_PRIME));
}

/** FNV's low bits are weak, and tables look at them (the end of MurmurHash3). */
function spread(hash: number): number {
  let bits = hash ^ (hash >>> 16);
  bits = Math.imul(bits, 0x85ebca6b);
  bits ^= bits >>> 13;
  bits = Math.imul(bits, 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
