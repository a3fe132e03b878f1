/**
 * Whether an IP address belongs to this house: loopback, private, shared, link-local (where clouds keep their
 * credentials), multicast, reserved (RFC 6890). What cannot be read counts as one.
 */
export function isPrivateAddress(address: string): boolean {
  const v4 = fourBytes(address) ?? mappedV4(address);
  if (v4 !== undefined) return isPrivateV4(v4);
  const words = eightWords(address);
  return words === undefined || isPrivateV6(words);
}

type Bytes = readonly [number, number, number, number];

function fourBytes(text: string): Bytes | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^[0-9]{1,3}$/.test(part))) return undefined;
  const [a = 0, b = 0, c = 0, d = 0] = parts.map(Number);
  return Math.max(a, b, c, d) > 255 ? undefined : [a, b, c, d];
}

function isPrivateV4([a, b, c]: Bytes): boolean {
  if (a === 0 || a === 10 || a === 127 || a >= 224) return true;
  if (a === 100) return b >= 64 && b <= 127;
  if (a === 169) return b === 254;
  if (a === 172) return b >= 16 && b <= 31;
  if (a === 192) return b === 168 || (b === 0 && (c === 0 || c === 2)) || (b === 88 && c === 99);
  if (a === 198) return b === 18 || b === 19 || (b === 51 && c === 100);
  return a === 203 && b === 0 && c === 113;
}

/** An IPv4 address in the clothes of IPv6: ::ffff:10.0.0.1, ::ffff:a00:1, ::10.0.0.1, 64:ff9b::a00:1. */
function mappedV4(text: string): Bytes | undefined {
  const words = eightWords(text);
  if (words === undefined) return undefined;
  const [a, b, c, d, e, f, high = 0, low = 0] = words;
  const isMapped =
    a === 0 && b === 0 && c === 0 && d === 0 && e === 0 && (f === 0xffff || (f === 0 && high > 0));
  const isTranslated = a === 0x64 && b === 0xff9b && c === 0 && d === 0 && e === 0 && f === 0;
  return isMapped || isTranslated ? [high >> 8, high & 0xff, low >> 8, low & 0xff] : undefined;
}

function isPrivateV6([first = 0, second = 0, ...rest]: readonly number[]): boolean {
  if (first === 0 && second === 0) return rest.slice(0, 5).every((word) => word === 0);
  // Unique local fc00::/7, link-local fe80::/10 and the old site-local, multicast ff00::/8, documentation.
  return (
    (first & 0xfe00) === 0xfc00 ||
    (first & 0xff80) === 0xfe80 ||
    (first & 0xff00) === 0xff00 ||
    (first === 0x2001 && second === 0xdb8)
  );
}

function eightWords(text: string): readonly number[] | undefined {
  const [plain = ""] = text.split("%");
  const dotted = /^(.*:)([0-9.]+)$/.exec(plain);
  const tail = dotted?.[2]?.includes(".") === true ? fourBytes(dotted[2]) : undefined;
  if (plain.includes(".") && tail === undefined) return undefined;
  const hex =
    tail === undefined ? plain : `${dotted?.[1]}${pair(tail[0], tail[1])}:${pair(tail[2], tail[3])}`;
  const halves = hex.split("::");
  if (halves.length > 2) return undefined;
  const [head = [], end = []] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const missing = 8 - head.length - end.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const words = [...head, ...Array.from({ length: halves.length === 1 ? 0 : missing }, () => "0"), ...end];
  return words.every((word) => /^[0-9a-fA-F]{1,4}$/.test(word))
    ? words.map((word) => Number.parseInt(word, 16))
    : undefined;
}

const pair = (high: number, low: number): string => ((high << 8) | low).toString(16);
